using Reprise.Core.Errors;
using Reprise.Core.Randomness;

namespace Reprise.Storage.Tests;

public sealed class ObjectKeyTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("", "")]
    [InlineData("a", "a")]
    [InlineData("a/b c/ş.txt", "a/b c/ş.txt")]
    [InlineData("folder/", "folder")]
    [InlineData("100%.txt", "100%.txt")]
    [InlineData("a%41", "a%41")]
    [InlineData("...", "...")]
    [InlineData("a..b/.hidden", "a..b/.hidden")]
    [InlineData("loss:train.json", "loss:train.json")]
    public void Parse_KeyInTheRules_IsKept(string? text, string value) => Assert.Equal(value, ObjectKey.Parse(text).Value);

    [Theory]
    [InlineData("/", "relative")]
    [InlineData("//", "relative")]
    [InlineData("/etc/passwd", "relative")]
    [InlineData("C:/x", "relative")]
    [InlineData("file:x", "relative")]
    [InlineData("s3:/bucket/x", "relative")]
    [InlineData("..", "'..'")]
    [InlineData("a/..;x=1/b", "'..'")]
    [InlineData("a/../../x", "'..'")]
    [InlineData("a/.", "'.'")]
    [InlineData("a/ .. /x", "'..'")]
    [InlineData("a//b", "empty")]
    [InlineData("a\\b", "backslashes")]
    [InlineData("a\0b", "control")]
    [InlineData("a\nb", "control")]
    [InlineData("%2e%2e", "'..'")]
    [InlineData("%252e%252e%252fx", "'..'")]
    [InlineData("%25252e%25252e/x", "'..'")]
    [InlineData("a%5c..%5cb", "backslashes")]
    [InlineData("%2Fetc", "relative")]
    [InlineData("a%00", "control")]
    [InlineData(".reprise-tmp-1", "reserved")]
    [InlineData(".Reprise-TMP-1", "reserved")]
    [InlineData("a/.reprise-tmp-1/b", "reserved")]
    public void Parse_KeyOutOfTheRules_IsRefusedInWords(string text, string words)
    {
        var refusal = Assert.Throws<RepriseException>(() => ObjectKey.Parse(text));

        Assert.Equal(ErrorCode.InvalidParameterValue, refusal.Code);
        Assert.StartsWith("Invalid path '", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(refusal.Message, char.IsControl);
    }

    [Fact]
    public void Parse_LongPart_IsRefusedByItsBytes()
    {
        Assert.Equal(255, ObjectKey.Parse(new string('a', 255)).Value.Length);
        Assert.Throws<RepriseException>(() => ObjectKey.Parse(new string('a', 256)));
        Assert.Throws<RepriseException>(() => ObjectKey.Parse(new string('ş', 128)));
    }

    [Fact]
    public void Parse_EncodedOverAndOver_IsRefusedAtOnce()
    {
        var refusal = Assert.Throws<RepriseException>(() => ObjectKey.Parse("%" + string.Concat(Enumerable.Repeat("25", 100))));

        Assert.Contains("percent-encoded too often", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_LongKey_IsRefusedByItsBytes()
    {
        var parts = string.Join('/', Enumerable.Repeat(new string('a', 255), 4));

        Assert.Equal(1023, ObjectKey.Parse(parts).Value.Length);
        Assert.Contains("1024 bytes", Assert.Throws<RepriseException>(() => ObjectKey.Parse(parts + "/a")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_AnyText_StaysInsideOrIsRefused()
    {
        const string Alphabet = "a./\\%2eEfF5cC0 ~:\0";
        var random = new Rng(11);
        for (var i = 0; i < 50_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, 1 + random.NextInt32(12)).Select(_ => Alphabet[random.NextInt32(Alphabet.Length)]));
            if (ObjectKey.TryParse(text, out var key, out _))
            {
                Assert.StartsWith("/root/", Path.GetFullPath(Path.Combine("/root", key.Value)), StringComparison.Ordinal);
                Assert.StartsWith("/root/", Path.GetFullPath(Path.Combine("/root", Uri.UnescapeDataString(key.Value))), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Append_RootAndKeys_JoinWithOneSlash()
    {
        Assert.Equal("a/b", ObjectKey.Parse("a").Append(ObjectKey.Parse("b")).Value);
        Assert.Equal("a", ObjectKey.Parse("a").Append(default).Value);
        Assert.Equal("b", default(ObjectKey).Append(ObjectKey.Parse("b")).Value);
        Assert.Equal("b", ObjectKey.Parse("a/b").Name);
    }
}

using System.Text;
using Reprise.Core.Errors;
using Reprise.Tracking.Search;

namespace Reprise.Tracking.Tests.Search;

public sealed class PageTokenTests
{
    [Theory]
    [InlineData(0, "eyJvZmZzZXQiOiAwfQ==")]
    [InlineData(1, "eyJvZmZzZXQiOiAxfQ==")]
    [InlineData(123_456_789_012, "eyJvZmZzZXQiOiAxMjM0NTY3ODkwMTJ9")]
    public void Encode_Offset_IsMlflowsToken(long offset, string token)
    {
        Assert.Equal(token, PageToken.Encode(offset));
        Assert.Equal(offset, PageToken.Decode(token));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Decode_NoToken_IsTheStart(string? token) => Assert.Equal(0, PageToken.Decode(token));

    [Theory]
    [InlineData("garbage")]
    [InlineData("ş")]
    [InlineData("====")]
    public void Decode_NotBase64_IsRefused(string token) =>
        Assert.Equal("Invalid page token, could not base64-decode", Assert.Throws<RepriseException>(() => PageToken.Decode(token)).Message);

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("7")]
    [InlineData("{\"offset\": -1}")]
    [InlineData("{\"offset\": 1.5}")]
    [InlineData("{\"offset\": \"1\"}")]
    [InlineData("{\"offset\": 99999999999999999999}")]
    public void Decode_NoOffset_IsRefused(string content) => Assert.StartsWith(
        "Invalid page token, parsed value=",
        Assert.Throws<RepriseException>(() => PageToken.Decode(Convert.ToBase64String(Encoding.UTF8.GetBytes(content)))).Message,
        StringComparison.Ordinal);
}

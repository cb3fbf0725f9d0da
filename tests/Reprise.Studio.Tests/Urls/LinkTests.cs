using Reprise.Studio.Urls;

namespace Reprise.Studio.Tests.Urls;

public sealed class LinkTests
{
    [Fact]
    public void To_PartsWithReservedLetters_AreEscaped() =>
        Assert.Equal("models/a%2Fb%20%3Fc?q=x%26y%3D1", Link.To("models", "a/b ?c").With("q", "x&y=1").ToString());

    [Fact]
    public void With_EmptyValues_AreLeftOut() => Assert.Equal("models", Link.To("models").With("q", "").With("sort", (string?)null).ToString());

    [Fact]
    public void With_SeveralValues_RepeatsTheName() => Assert.Equal("compare?run=a&run=b", Link.To("compare").With("run", ["a", "b"]).ToString());

    [Theory]
    [InlineData(null, "./")]
    [InlineData("x", "./?q=x")]
    public void To_Root_IsRelativeToTheBase(string? search, string expected) => Assert.Equal(expected, Link.To().With("q", search).ToString());
}

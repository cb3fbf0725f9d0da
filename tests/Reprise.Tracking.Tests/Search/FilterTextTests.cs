using Reprise.Core.Errors;
using Reprise.Tracking.Search;

namespace Reprise.Tracking.Tests.Search;

public sealed class FilterTextTests
{
    [Theory]
    [InlineData("plain", "'plain'")]
    [InlineData("it's", "\"it's\"")]
    [InlineData("say \"so\"", "'say \"so\"'")]
    public void Quote_AtMostOneKindOfQuote_UsesTheOther(string text, string expected) => Assert.Equal(expected, FilterText.Quote(text));

    [Fact]
    public void Quote_BothKinds_IsRefused()
    {
        var error = Assert.Throws<RepriseException>(() => FilterText.Quote("it's \"so\""));

        Assert.Equal(ErrorCode.InvalidParameterValue, error.Code);
    }
}

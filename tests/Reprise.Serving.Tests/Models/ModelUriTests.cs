using Reprise.Core.Errors;
using Reprise.Serving.Models;
using Reprise.Tracking.Registry;

namespace Reprise.Serving.Tests.Models;

public sealed class ModelUriTests
{
    [Theory]
    [InlineData("models:/turkish-music-emotion/3")]
    [InlineData("models:/a b/12")]
    [InlineData("models:/a/latest")]
    [InlineData("models:/a/Production")]
    [InlineData("models:/a@production")]
    [InlineData("models:/a@b@c")]
    [InlineData("models:/m-0123456789abcdef0123456789abcdef")]
    [InlineData("runs:/0123456789abcdef0123456789abcdef/model")]
    [InlineData("runs:/x/deep/model")]
    public void Parse_EveryForm_PrintsBack(string uri) => Assert.Equal(uri, ModelUri.Parse(uri).ToString());

    [Fact]
    public void Parse_Parts_AreRead()
    {
        Assert.Equal(("a", 3), (ModelUri.Parse("models:/a/3").Name, ModelUri.Parse("models:/a/3").Version!.Value));
        Assert.Equal(ModelStage.Staging, ModelUri.Parse("models:/a/staging").Stage);
        Assert.Equal(("a@b", "c"), (ModelUri.Parse("models:/a@b@c").Name, ModelUri.Parse("models:/a@b@c").Alias));
        Assert.Equal(("r", "deep/model"), (ModelUri.Parse("runs:/r/deep/model").RunId, ModelUri.Parse("runs:/r/deep/model").Path));
        Assert.True(ModelUri.Parse("models:/a/latest").IsLatest);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("models:a/1")]
    [InlineData("models:/a")]
    [InlineData("models:/a/")]
    [InlineData("models:/a/0")]
    [InlineData("models:/a/-1")]
    [InlineData("models:/a/1/2")]
    [InlineData("models:/a/1.5")]
    [InlineData("models:/a/99999999999")]
    [InlineData("models:/a/Bogus")]
    [InlineData("models:/a/Staging, Production")]
    [InlineData("models:/@x")]
    [InlineData("models:/a@")]
    [InlineData("models:/a@b c")]
    [InlineData("models://server/a/1")]
    [InlineData("runs:/r")]
    [InlineData("runs:/r/")]
    [InlineData("runs:/r/../x")]
    [InlineData("runs:/r/a//b")]
    [InlineData("file:/etc")]
    [InlineData("http://x/model")]
    public void Parse_AnythingElse_IsRefusedWithTheForms(string uri)
    {
        var error = Assert.Throws<RepriseException>(() => ModelUri.Parse(uri));

        Assert.Equal(ErrorCode.InvalidParameterValue, error.Code);
        Assert.Contains("models:/name@alias", error.Message, StringComparison.Ordinal);
    }
}

using Reprise.Studio.Runs;

namespace Reprise.Studio.Tests.Runs;

public sealed class RunColumnTests
{
    [Theory]
    [InlineData("metrics.accuracy", "metrics.`accuracy`")]
    [InlineData("params.max depth", "params.`max depth`")]
    [InlineData("tags.a`b", "tags.\"a`b\"")]
    [InlineData("attributes.start_time", "attributes.start_time")]
    public void Identifier_AnyKey_IsQuotedForTheGrammar(string id, string expected)
    {
        Assert.True(RunColumn.TryParse(id, out var column));
        Assert.Equal(expected, column.Identifier);
        Assert.Equal(id, column.Id);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("metrics.")]
    [InlineData("accuracy")]
    [InlineData("attributes.artifact_uri")]
    public void TryParse_NoColumn_IsFalse(string? id) => Assert.False(RunColumn.TryParse(id, out _));
}

using Reprise.Studio.Runs;
using Reprise.Tracking.Runs;

namespace Reprise.Studio.Tests.Runs;

public sealed class RunsUrlTests
{
    private static readonly RunColumn Accuracy = new(RunColumnKind.Metric, "accuracy");

    [Theory]
    [InlineData("experiments/7")]
    [InlineData("experiments/7?q=metrics.a%20%3E%200.5%20AND%20tags.%60x%20y%60%20%3D%20%27%26%27&status=failed&view=deleted&sort=-metrics.f1%20macro&col=params.trees&col=metrics.a%2Fb&size=250&page=dG9rZW4%3D%2CbW9yZQ%3D%3D")]
    [InlineData("experiments/7?sort=attributes.start_time&col=attributes.user_id")]
    public void Parse_ItsOwnText_RoundTrips(string address) => Assert.Equal(address, RunsUrl.Parse("7", QueryText.Of(address)).ToString());

    [Theory]
    [InlineData("?sort=-attributes.duration&status=2000&size=7&col=bogus&col=attributes.nope&view=x")]
    [InlineData("?sort=metrics.&status=done&size=-1&col=")]
    public void Parse_Nonsense_FallsBackToTheDefault(string query) => Assert.Equal("experiments/7", RunsUrl.Parse("7", QueryText.Of(query)).ToString());

    [Fact]
    public void SortedBy_AMetric_StartsWithTheHighestAndTurnsRound()
    {
        var once = new RunsUrl { ExperimentId = "7", Pages = ["next"] }.SortedBy(Accuracy);

        Assert.Equal("experiments/7?sort=-metrics.accuracy", once.ToString());
        Assert.Equal("experiments/7?sort=metrics.accuracy", once.SortedBy(Accuracy).ToString());
    }

    [Fact]
    public void Parse_Status_IsReadInAnyCase() => Assert.Equal(RunStatus.Failed, RunsUrl.Parse("7", QueryText.Of("?status=FAILED")).Status);
}

using Reprise.Studio.Experiments;

namespace Reprise.Studio.Tests.Experiments;

public sealed class ExperimentsUrlTests
{
    [Theory]
    [InlineData("./")]
    [InlineData("./?q=a%20b&view=deleted&sort=-runs&page=3")]
    [InlineData("./?sort=name")]
    [InlineData("./?sort=-activity")]
    public void Parse_ItsOwnText_RoundTrips(string address) => Assert.Equal(address, ExperimentsUrl.Parse(QueryText.Of(address)).ToString());

    [Theory]
    [InlineData("./?sort=bogus&page=-4&view=x")]
    [InlineData("./?sort=7&page=9999999999999")]
    public void Parse_Nonsense_FallsBackToTheDefault(string address) => Assert.Equal("./", ExperimentsUrl.Parse(QueryText.Of(address)).ToString());

    [Fact]
    public void SortedBy_TheSameColumnTwice_TurnsRound()
    {
        var once = new ExperimentsUrl { Page = 4 }.SortedBy(ExperimentSort.Runs);

        Assert.Equal("./?sort=runs", once.ToString());
        Assert.Equal("./?sort=-runs", once.SortedBy(ExperimentSort.Runs).ToString());
        Assert.Equal("./?sort=runs", once.SortedBy(ExperimentSort.Runs).SortedBy(ExperimentSort.Runs).ToString());
    }
}

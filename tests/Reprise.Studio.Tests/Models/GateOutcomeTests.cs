using Reprise.Studio.Models;
using Reprise.Tracking;
using Reprise.Tracking.Registry;

namespace Reprise.Studio.Tests.Models;

public sealed class GateOutcomeTests
{
    [Fact]
    public void Read_NoGate_IsNull() => Assert.Null(GateOutcome.Of(Version()));

    [Fact]
    public void Read_AReport_HasItsChecks()
    {
        var report = GateOutcome.Of(Version(
            ("reprise.gate", "failed"),
            ("reprise.gate.report", """{"passed":false,"checks":[{"rule":"minimum_metric","metric":"f1","actual":"NaN","bound":0.7,"passed":false,"words":"no"},{"rule":"x","metric":null,"actual":null,"bound":null,"passed":true,"words":"yes"}]}""")));

        Assert.False(report!.Passed);
        Assert.Equal(("f1", double.NaN, 0.7, false), (report.Checks[0].Metric, report.Checks[0].Actual!.Value, report.Checks[0].Bound!.Value, report.Checks[0].Passed));
        Assert.Equal("yes", report.Checks[1].Words);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"checks\":null}")]
    [InlineData("null")]
    public void Read_AReportOfAnotherShape_KeepsTheVerdict(string json)
    {
        var report = GateOutcome.Of(Version(("reprise.gate", "passed"), ("reprise.gate.report", json)));

        Assert.True(report!.Passed);
        Assert.Empty(report.Checks);
    }

    private static ModelVersion Version(params (string Key, string Value)[] tags) =>
        new() { Name = "m", Version = 1, Tags = [.. tags.Select(tag => new Tag(tag.Key, tag.Value))] };
}

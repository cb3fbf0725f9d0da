using System.Text.Json;
using Reprise.Flows.Gates;

namespace Reprise.Flows.Tests.Gates;

public sealed class GateVerdictTests
{
    [Theory]
    [InlineData(0.8)]
    [InlineData(0.1)]
    [InlineData(double.NaN)]
    public void TryParse_WhatToJsonWrote_IsTheSameVerdict(double accuracy)
    {
        var verdict = Verdict(accuracy);

        var read = GateVerdict.TryParse(verdict.ToJson());

        Assert.NotNull(read);
        Assert.Equal(verdict.Passed, read.Passed);
        Assert.Equal(verdict.Checks, read.Checks);
    }

    [Fact]
    public void ToJson_FailedVerdict_HasMetricValueRuleBoundAndWords()
    {
        using var document = JsonDocument.Parse(Verdict(0.1).ToJson());

        var check = document.RootElement.GetProperty("checks")[0];
        Assert.False(document.RootElement.GetProperty("passed").GetBoolean());
        Assert.Equal("minimum_metric", check.GetProperty("rule").GetString());
        Assert.Equal("accuracy", check.GetProperty("metric").GetString());
        Assert.Equal(0.1, check.GetProperty("actual").GetDouble());
        Assert.Equal(0.75, check.GetProperty("bound").GetDouble());
        Assert.Equal("accuracy of version 2 is 0.1, below the minimum 0.75.", check.GetProperty("words").GetString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"passed":true}""")]
    [InlineData("""{"passed":true,"checks":[{"rule":"x"}]}""")]
    public void TryParse_AnythingElse_IsNull(string? text) => Assert.Null(GateVerdict.TryParse(text));

    [Fact]
    public void Words_FailedAndPassed_FailedComeFirst()
    {
        var verdict = new QualityGate(new MinimumMetric("accuracy", 0), new MinimumMetric("accuracy", 0.75)).Judge(Subject(0.1));

        Assert.Contains("below", verdict.Words.First());
    }

    private static GateVerdict Verdict(double accuracy) => new QualityGate(new MinimumMetric("accuracy", 0.75)).Judge(Subject(accuracy));

    private static GateSubject Subject(double accuracy) => new("version 2", new Dictionary<string, double> { ["accuracy"] = accuracy });
}

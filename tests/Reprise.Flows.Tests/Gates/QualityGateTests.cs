using Reprise.Flows.Gates;

namespace Reprise.Flows.Tests.Gates;

public sealed class QualityGateTests
{
    private static readonly QualityGate Gate = new(new MinimumMetric("accuracy", 0.75), new NotWorseThan("accuracy", 0.02));

    [Fact]
    public void Judge_GoodAndNoProductionYet_PassesAndSaysThatNothingWasCompared()
    {
        var verdict = Gate.Judge(Subject(0.8));

        Assert.True(verdict.Passed);
        Assert.Equal(2, verdict.Checks.Count);
        Assert.Contains("No production model yet", verdict.Checks[1].Words);
        Assert.Null(verdict.Checks[1].Bound);
    }

    [Theory]
    [InlineData(0.75, true)]
    [InlineData(0.7499, false)]
    [InlineData(double.NaN, false)]
    [InlineData(double.PositiveInfinity, false)]
    public void Judge_Minimum_ComparesFiniteValuesOnly(double accuracy, bool passes)
    {
        var check = new QualityGate(new MinimumMetric("accuracy", 0.75)).Judge(Subject(accuracy)).Checks.Single();

        Assert.Equal(passes, check.Passed);
        Assert.Equal(0.75, check.Bound);
        Assert.Equal(accuracy, check.Actual);
        Assert.Contains("accuracy of version 2", check.Words);
    }

    [Theory]
    [InlineData(0.80, 0.80, true)]
    [InlineData(0.78, 0.80, true)]
    [InlineData(0.7799, 0.80, false)]
    [InlineData(0.28, 0.30, true)]
    public void Judge_NotWorseThan_AllowsExactlyTheTolerance(double accuracy, double production, bool passes)
    {
        var check = new QualityGate(new NotWorseThan("accuracy", 0.02)).Judge(Subject(accuracy), Subject(production, "version 1")).Checks.Single();

        Assert.Equal(passes, check.Passed);
        Assert.Contains(passes ? "not worse" : ": worse", check.Words);
        Assert.Contains("version 1", check.Words);
    }

    [Fact]
    public void Judge_MetricMissing_FailsAndListsWhatThereIs()
    {
        var candidate = new GateSubject("version 2", new Dictionary<string, double> { ["f1"] = 0.9, ["auc"] = 0.9 });

        var verdict = Gate.Judge(candidate, Subject(0.8, "version 1"));

        Assert.All(verdict.Checks, check => Assert.False(check.Passed));
        Assert.All(verdict.Checks, check => Assert.Null(check.Actual));
        Assert.All(verdict.Checks, check => Assert.Contains("it has auc, f1", check.Words));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    public void Judge_ProductionValueNotFinite_FailsInsteadOfComparing(double production)
    {
        var check = new QualityGate(new NotWorseThan("accuracy", 0.02)).Judge(Subject(0.99), Subject(production, "version 1")).Checks.Single();

        Assert.False(check.Passed);
        Assert.Contains("cannot be compared", check.Words);
    }

    [Fact]
    public void Judge_ProductionWithoutTheMetric_FailsInsteadOfComparing()
    {
        var production = new GateSubject("version 1", new Dictionary<string, double>());

        Assert.False(new QualityGate(new NotWorseThan("accuracy", 0.02)).Judge(Subject(0.99), production).Passed);
    }

    [Fact]
    public void Judge_MeasuredOnDifferentData_SaysSo()
    {
        var verdict = Gate.Judge(Subject(0.8) with { MeasuredOn = "data B" }, Subject(0.8, "version 1") with { MeasuredOn = "data A" });

        Assert.True(verdict.Passed);
        Assert.Contains("different data (data B and data A)", verdict.Checks[1].Words);
    }

    [Theory]
    [InlineData(false, true, 0.76, 0.99, true)]
    [InlineData(true, false, 0.99, 0.76, false)]
    [InlineData(true, true, 0.76, 0.99, false)]
    public void Judge_SampleAndRealData_AreNeverCompared(bool candidate, bool production, double accuracy, double live, bool passes)
    {
        var verdict = Gate.Judge(Subject(accuracy) with { OnSample = candidate }, Subject(live, "version 1") with { OnSample = production });

        Assert.Equal(passes, verdict.Passed);
        Assert.Equal(candidate != production, verdict.Checks[1].Words.Contains("generated sample"));
    }

    [Fact]
    public void Judge_FirstRuleFails_ChecksTheOthersToo()
    {
        var verdict = Gate.Judge(Subject(0.5), Subject(0.8, "version 1"));

        Assert.Equal([false, false], verdict.Checks.Select(check => check.Passed));
    }

    [Fact]
    public void Constructor_RuleMissingOrBoundMeaningless_Throws()
    {
        Assert.Throws<ArgumentException>(() => new QualityGate());
        Assert.Throws<ArgumentOutOfRangeException>(() => new QualityGate(new MinimumMetric("accuracy", double.NaN)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new QualityGate(new NotWorseThan("accuracy", -0.1)));
    }

    private static GateSubject Subject(double accuracy, string label = "version 2") =>
        new(label, new Dictionary<string, double> { ["accuracy"] = accuracy });
}

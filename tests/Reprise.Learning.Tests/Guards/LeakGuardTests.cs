using Reprise.Core.Randomness;
using Reprise.Core.Tables;
using Reprise.Learning.Guards;
using Reprise.Learning.Selection;

namespace Reprise.Learning.Tests.Guards;

public sealed class LeakGuardTests
{
    private static readonly LeakGuard Guard = new() { Splitter = new StratifiedKFold { ShuffleSeed = 1 } };

    [Fact]
    public void Check_OfSoundData_FindsNothingCritical()
    {
        var verdict = Guard.Check(GoldenSet.Load("breast_cancer").Table(), "class");

        Assert.True(verdict.IsSound, verdict.ToText());
        Assert.DoesNotContain(verdict.Findings, finding => finding.Check is "target-leak" or "drift");
    }

    [Fact]
    public void Check_OfTheTurkishSongs_FindsTheCopiesAcrossFolds()
    {
        var table = GoldenSet.Load("turkish").Table();
        var found = Assert.Single(Guard.Check(table, "class").Findings, finding => finding.Check == "duplicates" && finding.Where == "split");

        Assert.Equal(Severity.Critical, found.Severity);
        Assert.InRange(found.Value, 0.03, 0.06);
        var groups = DuplicateGroups.Of(table.Without("class")).Groups.ToArray();
        var grouped = new LeakGuard { Splitter = new StratifiedGroupKFold(), NearTolerance = null }.Check(table, "class", groups);
        Assert.DoesNotContain(grouped.Findings, finding => finding.Where == "split");
        Assert.Contains(Guard.Check(table, "class", groups).Findings, finding => finding.Check == "groups" && finding.Severity == Severity.Critical);
    }

    [Fact]
    public void Check_OfColumnsThatGiveTheClassAway_NamesThem()
    {
        var (table, y) = Random(200);
        var leaking = table
            .With(new Column<double>("after the fact", [.. y.Select((index, row) => (10.0 * index) + (row % 7))]))
            .With(new Column<string>("verdict", [.. y.Select(index => index == 0 ? "declined" : "approved")]));

        var verdict = Guard.Check(leaking, "class");

        Assert.False(verdict.IsSound);
        Assert.Equal(["after the fact", "verdict"], verdict.Findings.Where(finding => finding.Check == "target-leak").Select(finding => finding.Where).Order(StringComparer.Ordinal));
        Assert.StartsWith("not sound", verdict.ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_OfIdentifiersAndConstants_NamesThemAndStillSeesCopies()
    {
        var (table, _) = Random(100);
        var copied = table.TakeRows([.. Enumerable.Range(0, 100), .. Enumerable.Range(0, 20)])
            .With(new Column<long>("id", [.. Enumerable.Range(0, 120).Select(row => 1000L + (2 * row))]))
            .With(new Column<string>("key", [.. Enumerable.Range(0, 120).Select(row => $"k{(row * 37) % 120}")]))
            .With(new Column<double>("unit", [.. Enumerable.Repeat(1.0, 120)]));

        var findings = Guard.Check(copied, "class").Findings;

        Assert.Equal(["id", "key"], findings.Where(finding => finding.Check == "id-column").Select(finding => finding.Where));
        Assert.Equal("unit", Assert.Single(findings, finding => finding.Check == "constant-column").Where);
        Assert.Contains(findings, finding => finding is { Check: "duplicates", Severity: Severity.Critical });
    }

    [Fact]
    public void Check_OfAClassResampledBeforeTheSplit_SaysWhich()
    {
        var (table, y) = Random(200);
        int[] rare = [.. Enumerable.Range(0, 200).Where(row => y[row] == 1).Take(10)];
        var resampled = table.TakeRows([.. Enumerable.Range(0, 200).Where(row => y[row] == 0), .. Enumerable.Repeat(rare, 8).SelectMany(rows => rows)]);

        var found = Assert.Single(Guard.Check(resampled, "class").Findings, finding => finding.Check == "resampling");

        Assert.Equal(("b", Severity.Critical), (found.Where, found.Severity));
        Assert.Equal(7 / 8.0, found.Value, 1e-12);
    }

    [Fact]
    public void Check_OfNearCopies_FindsThemOnlyWithATolerance()
    {
        var (table, _) = Random(100);
        var copies = table.TakeRows([.. Enumerable.Range(0, 100), .. Enumerable.Range(0, 30)]);
        var rng = new Rng(4);
        var shaken = copies.With(new Column<double>("x0", [.. ((Column<double>)copies["x0"]).Values.ToArray().Select(value => value + (0.001 * rng.NextDouble()))]));

        Assert.Contains(Guard.Check(shaken, "class").Findings, finding => finding.Check == "near-duplicates");
        Assert.DoesNotContain((Guard with { NearTolerance = null }).Check(shaken, "class").Findings, finding => finding.Check is "near-duplicates" or "duplicates");
    }

    [Fact]
    public void CheckDrift_OfShiftedRows_NamesTheColumnAndTheWhole()
    {
        var (train, _) = Random(300);
        var (test, _) = Random(200, seed: 9);
        var shifted = test.With(new Column<double>("x1", [.. ((Column<double>)test["x1"]).Values.ToArray().Select(value => value + 0.6)]));

        var findings = Guard.CheckDrift(train.Without("class"), shifted.Without("class")).Findings;

        Assert.Equal(["all columns", "x1"], findings.Select(finding => finding.Where).Order(StringComparer.Ordinal));
        Assert.Empty(Guard.CheckDrift(train.Without("class"), test.Without("class")).Findings);
        Assert.Contains("\n    ", Guard.CheckDrift(train.Without("class"), shifted.Without("class")).ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void CheckDrift_OfTexts_SeesOtherSharesAndNoNames()
    {
        var rng = new Rng(8);
        Table Make(int rows, double share, string prefix) => new(
        [
            new Column<string>("plan", [.. Enumerable.Range(0, rows).Select(_ => rng.NextDouble() < share ? "year" : "month")]),
            new Column<string>("name", [.. Enumerable.Range(0, rows).Select(row => prefix + row)]),
        ]);

        var finding = Assert.Single(Guard.CheckDrift(Make(400, 0.3, "a"), Make(300, 0.7, "b")).Findings, finding => finding.Where != "all columns");

        Assert.Equal(("plan", Severity.Critical), (finding.Where, finding.Severity));
        Assert.Equal(0.4, finding.Value, 0.1);
        Assert.Empty(Guard.CheckDrift(Make(400, 0.3, "a"), Make(300, 0.3, "b")).Findings);
    }

    [Fact]
    public void CheckNumbers_OfAColumnMadeFromTheTarget_NamesItAndTheCopies()
    {
        var rng = new Rng(6);
        double[] y = [.. Enumerable.Range(0, 150).Select(_ => rng.NextDouble())];
        var table = new Table(
        [
            new Column<double>("x", [.. y.Select(value => value + rng.NextDouble())]),
            new Column<double>("cube", [.. y.Select(value => value * value * value)]),
            new Column<double>("y", y),
        ]).TakeRows([.. Enumerable.Range(0, 150), .. Enumerable.Range(0, 15)]);
        var guard = new LeakGuard { Splitter = new KFold { ShuffleSeed = 2 } };

        var findings = guard.CheckNumbers(table, "y").Findings;

        var leak = Assert.Single(findings, finding => finding.Check == "target-leak");
        Assert.Equal(("cube", Severity.Critical), (leak.Where, leak.Severity));
        Assert.Equal(1, leak.Value, 1e-12);
        Assert.Contains(findings, finding => finding is { Check: "duplicates", Severity: Severity.Critical });
        Assert.Contains(
            "needs the class", Assert.Throws<ArgumentException>(() => new LeakGuard().CheckNumbers(table, "y")).Message, StringComparison.Ordinal);
    }

    /// <summary>By hand: ranks 1, 2.5, 2.5, 4 against 1, 3, 2, 4 give 4.5 / √(4.5 · 5).</summary>
    [Fact]
    public void RankCorrelation_WithTies_IsThatOfMeanRanks() =>
        Assert.Equal(4.5 / Math.Sqrt(22.5), TargetChecks.RankCorrelation([1, 5, 5, 9], [10, 30, 20, 40]), 1e-12);

    /// <summary>Reference: SciPy 1.10.1, <c>ks_2samp</c> of the same numbers; the p-value is an approximation to its exact one.</summary>
    [Fact]
    public void KolmogorovSmirnov_OfReferenceNumbers_GivesTheReferenceDistance()
    {
        double[] a = [.. Enumerable.Range(0, 60).Select(i => i / 60.0)];
        double[] b = [.. Enumerable.Range(0, 50).Select(i => Math.Sqrt(i / 50.0))];

        var distance = DriftChecks.KolmogorovSmirnov(a, b);

        Assert.Equal(0.2633333333333333, distance, 1e-12);
        Assert.Equal(0.037381752595225075, DriftChecks.PValue(distance, 60, 50), 0.005);
    }

    private static (Table Table, int[] Y) Random(int rows, ulong seed = 3)
    {
        var rng = new Rng(seed);
        int[] y = [.. Enumerable.Range(0, rows).Select(_ => rng.NextInt32(2))];
        return (
            new Table(
            [
                .. Enumerable.Range(0, 4).Select(i => new Column<double>($"x{i}", [.. y.Select(index => rng.NextDouble() + (0.2 * index))])),
                new Column<string>("class", [.. y.Select(index => index == 0 ? "a" : "b")]),
            ]),
            y);
    }
}

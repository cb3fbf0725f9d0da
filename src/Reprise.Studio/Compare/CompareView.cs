using Reprise.Core.Errors;
using Reprise.Studio.Text;
using Reprise.Tracking;
using Reprise.Tracking.Runs;

namespace Reprise.Studio.Compare;

/// <summary>A value in the comparison: what it shows, and the whole of it.</summary>
internal readonly record struct CompareCell(string? Text, string? Whole = null, string? Change = null);

/// <summary>A parameter, metric or tag in all runs.</summary>
internal sealed record CompareRow(string Key, IReadOnlyList<CompareCell> Cells)
{
    /// <summary>Whether not all runs have the same value.</summary>
    public bool Differs => Cells.Select(cell => cell.Whole).Distinct().Skip(1).Any();
}

/// <summary>What the comparison of runs shows.</summary>
internal sealed record CompareView
{
    private const int MostCharts = 60;

    public required CompareUrl Url { get; init; }

    public required IReadOnlyList<Run> Runs { get; init; }

    public required IReadOnlyList<CompareRow> Metrics { get; init; }

    public required IReadOnlyList<CompareRow> Params { get; init; }

    public required IReadOnlyList<CompareRow> Tags { get; init; }

    /// <summary>Metrics that some run logged over steps.</summary>
    public required IReadOnlyList<string> ChartKeys { get; init; }

    /// <summary>Loads the runs and lines their values up.</summary>
    public static async Task<CompareView> LoadAsync(ITrackingClient tracking, CompareUrl url, CancellationToken cancellationToken)
    {
        if (url.RunIds.Count is < 2 or > CompareUrl.MostRuns)
        {
            throw new RepriseException(
                ErrorCode.InvalidParameterValue,
                $"A comparison takes 2 to {CompareUrl.MostRuns} runs. Got {url.RunIds.Count}. Choose them in the table of an experiment.");
        }

        var runs = new List<Run>();
        foreach (var id in url.RunIds)
        {
            runs.Add(await tracking.Runs.GetAsync(id, cancellationToken).ConfigureAwait(false));
        }

        var first = runs[0];
        return new CompareView
        {
            Url = url,
            Runs = runs,
            Metrics = Keep(url, Rows(runs, run => run.Metrics.Select(metric => metric.Key), (run, key) => MetricCell(run, first, key))),
            Params = Keep(url, Rows(runs, run => run.Params.Select(param => param.Key), (run, key) => Text(run.Params.FirstOrDefault(param => param.Key == key).Value))),
            Tags = Keep(
                url,
                Rows(
                    runs,
                    run => run.Tags.Select(tag => tag.Key).Where(key => !key.StartsWith("mlflow.", StringComparison.Ordinal)),
                    (run, key) => Text(run.Tag(key)))),
            ChartKeys =
            [
                .. runs.SelectMany(run => run.Metrics).Where(metric => metric.Step != 0).Select(metric => metric.Key)
                    .Distinct().Order(StringComparer.Ordinal).Take(MostCharts),
            ],
        };
    }

    private static IReadOnlyList<CompareRow> Keep(CompareUrl url, IEnumerable<CompareRow> rows) =>
        [.. rows.Where(row => row.Differs || !url.OnlyDifferences)];

    private static IEnumerable<CompareRow> Rows(IReadOnlyList<Run> runs, Func<Run, IEnumerable<string>> keys, Func<Run, string, CompareCell> cell) =>
        runs.SelectMany(keys).Distinct().Order(StringComparer.Ordinal).Select(key => new CompareRow(key, [.. runs.Select(run => cell(run, key))]));

    private static CompareCell Text(string? value) => new(value, value);

    private static CompareCell MetricCell(Run run, Run first, string key)
    {
        if (run.Metrics.FirstOrDefault(metric => metric.Key == key) is not { } metric)
        {
            return default;
        }

        var held = run == first ? null : first.Metrics.FirstOrDefault(metric => metric.Key == key);
        var change = held is null ? double.NaN : metric.Value - held.Value;
        return new CompareCell(
            Words.Number(metric.Value),
            Words.ExactNumber(metric.Value),
            double.IsFinite(change) && change != 0 ? (change > 0 ? "+" : "−") + Words.Number(Math.Abs(change)) : null);
    }
}

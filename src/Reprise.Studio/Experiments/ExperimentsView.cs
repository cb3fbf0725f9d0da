using Reprise.Tracking;
using Reprise.Tracking.Experiments;
using Reprise.Tracking.Runs;

namespace Reprise.Studio.Experiments;

/// <summary>An experiment in the list.</summary>
internal sealed record ExperimentRow(Experiment Experiment, RunTotals Totals)
{
    /// <summary>When something last happened: the newest run's start, or the last change of the experiment itself.</summary>
    public long Activity => Totals.LastStartTime is { } started && started > 0 ? started : Experiment.UpdatedAt;
}

/// <summary>What the experiments page shows.</summary>
internal sealed record ExperimentsView
{
    /// <summary>Rows on a page.</summary>
    public const int PageSize = 100;

    /// <summary>Experiments looked at; beyond it the list says that it is cut.</summary>
    public const int Limit = 10_000;

    public required ExperimentsUrl Url { get; init; }

    public required IReadOnlyList<ExperimentRow> Rows { get; init; }

    /// <summary>Experiments that match the search, on all pages.</summary>
    public required int Matches { get; init; }

    /// <summary>Experiments there are before the search.</summary>
    public required int Total { get; init; }

    /// <summary>Whether there are more than <see cref="Limit"/>.</summary>
    public required bool Cut { get; init; }

    public int Pages => Math.Max(1, (Matches + PageSize - 1) / PageSize);

    /// <summary>Loads, searches and sorts the experiments that the address asks for.</summary>
    public static async Task<ExperimentsView> LoadAsync(ITrackingClient tracking, ExperimentsUrl url, CancellationToken cancellationToken)
    {
        var view = url.Deleted ? ViewType.DeletedOnly : ViewType.ActiveOnly;
        var all = await tracking.Experiments.SearchAsync(new ExperimentQuery { View = view, MaxResults = Limit }, cancellationToken).ConfigureAwait(false);
        var found = all.Items.Where(experiment => experiment.Name.Contains(url.Search, StringComparison.OrdinalIgnoreCase)).ToList();
        var totals = await tracking.Runs.CountAsync([.. found.Select(experiment => experiment.Id)], cancellationToken).ConfigureAwait(false);
        var sorted = Sort(found.Select(experiment => new ExperimentRow(experiment, totals[experiment.Id])), url);
        var pages = Math.Max(1, (found.Count + PageSize - 1) / PageSize);
        var shown = url with { Page = Math.Min(url.Page, pages) };
        return new ExperimentsView
        {
            Url = shown,
            Rows = [.. sorted.Skip((shown.Page - 1) * PageSize).Take(PageSize)],
            Matches = found.Count,
            Total = all.Items.Count,
            Cut = all.NextPageToken is not null,
        };
    }

    private static IEnumerable<ExperimentRow> Sort(IEnumerable<ExperimentRow> rows, ExperimentsUrl url)
    {
        var byName = rows.OrderBy(row => row.Experiment.Name, StringComparer.OrdinalIgnoreCase);
        var sorted = url.Sort switch
        {
            ExperimentSort.Name => byName,
            ExperimentSort.Runs => byName.OrderByDescending(row => row.Totals.Count),
            ExperimentSort.Created => byName.OrderByDescending(row => row.Experiment.CreatedAt),
            _ => byName.OrderByDescending(row => row.Activity),
        };
        return url.Reversed ? sorted.Reverse() : sorted;
    }
}

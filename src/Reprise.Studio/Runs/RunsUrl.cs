using System.Globalization;
using Microsoft.AspNetCore.Http;
using Reprise.Studio.Urls;
using Reprise.Tracking.Runs;

namespace Reprise.Studio.Runs;

/// <summary>A column to sort runs by, and which way.</summary>
internal readonly record struct RunSort(RunColumn Column, bool Descending);

/// <summary>The state of an experiment's runs table, as its address says it: who has the address sees the same table.</summary>
internal sealed record RunsUrl
{
    /// <summary>Rows on a page unless the address says otherwise.</summary>
    public const int DefaultSize = 100;

    /// <summary>The page sizes offered.</summary>
    public static IReadOnlyList<int> Sizes { get; } = [25, DefaultSize, 250, 500];

    public required string ExperimentId { get; init; }

    /// <summary>A filter in MLflow's grammar.</summary>
    public string Filter { get; init; } = "";

    /// <summary>Only runs in this state; null for all.</summary>
    public RunStatus? Status { get; init; }

    /// <summary>Whether the bin is shown.</summary>
    public bool Deleted { get; init; }

    /// <summary>Null for newest first.</summary>
    public RunSort? Sort { get; init; }

    /// <summary>The chosen columns in order; empty for the usual ones.</summary>
    public IReadOnlyList<RunColumn> Columns { get; init; } = [];

    public int Size { get; init; } = DefaultSize;

    /// <summary>The store's tokens of the pages walked so far: the last one is the page shown, none is the first page.</summary>
    public IReadOnlyList<string> Pages { get; init; } = [];

    /// <summary>The value of <c>sort</c> in the address: a column's id, with a minus for descending.</summary>
    public string? SortText => Sort is { } sort ? (sort.Descending ? "-" : "") + sort.Column.Id : null;

    /// <summary>Reads an address; what it does not understand falls back to the default.</summary>
    public static RunsUrl Parse(string experimentId, IQueryCollection query)
    {
        var sort = query["sort"].ToString();
        var descending = sort.StartsWith('-');
        return new RunsUrl
        {
            ExperimentId = experimentId,
            Filter = query["q"].ToString().Trim(),
            Status = Enum.TryParse<RunStatus>(query["status"], ignoreCase: true, out var status) && Enum.IsDefined(status) ? status : null,
            Deleted = query["view"] == "deleted",
            Sort = RunColumn.TryParse(descending ? sort[1..] : sort, out var column) && column.IsSortable ? new RunSort(column, descending) : null,
            Columns = [.. query["col"].Where(id => RunColumn.TryParse(id, out _)).Distinct().Select(ParseColumn)],
            Size = int.TryParse(query["size"], NumberStyles.None, CultureInfo.InvariantCulture, out var size) && Sizes.Contains(size) ? size : DefaultSize,
            Pages = query["page"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries),
        };
    }

    /// <summary>Sorted by a column: metrics start with the highest, everything else with the lowest; a second time turns it round.</summary>
    public RunsUrl SortedBy(RunColumn column) => this with
    {
        Sort = new RunSort(column, Sort is { } sort && sort.Column == column ? !sort.Descending : column.Kind == RunColumnKind.Metric),
        Pages = [],
    };

    /// <inheritdoc/>
    public override string ToString() =>
        Link.To("experiments", ExperimentId)
            .With("q", Filter)
            .With("status", Status?.ToString().ToLowerInvariant())
            .With("view", Deleted ? "deleted" : null)
            .With("sort", SortText)
            .With("col", Columns.Select(column => column.Id))
            .With("size", Size == DefaultSize ? null : Size.ToString(CultureInfo.InvariantCulture))
            .With("page", string.Join(',', Pages))
            .ToString();

    private static RunColumn ParseColumn(string? id) => RunColumn.TryParse(id, out var column) ? column : default;
}

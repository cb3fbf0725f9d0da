using Reprise.Core.Errors;
using Reprise.Studio.Text;
using Reprise.Tracking;
using Reprise.Tracking.Experiments;
using Reprise.Tracking.Runs;

namespace Reprise.Studio.Runs;

/// <summary>A cell of the runs table: what it shows, and the whole value when that says more.</summary>
internal readonly record struct RunCell(string Text, string? Whole = null);

/// <summary>What the page of an experiment's runs shows.</summary>
internal sealed record RunsView
{
    private const int UsualMetrics = 4;
    private const int UsualParams = 4;

    public required Experiment Experiment { get; init; }

    public required RunsUrl Url { get; init; }

    public required IReadOnlyList<Run> Runs { get; init; }

    /// <summary>The columns shown after the run's name.</summary>
    public required IReadOnlyList<RunColumn> Columns { get; init; }

    /// <summary>Every column that can be chosen: attributes, and what the runs of this page have.</summary>
    public required IReadOnlyList<RunColumn> Choices { get; init; }

    /// <summary>Why the filter was not understood; null when it was.</summary>
    public string? FilterError { get; init; }

    /// <summary>The next page, or null on the last.</summary>
    public RunsUrl? Next { get; init; }

    /// <summary>The page before, or null on the first.</summary>
    public RunsUrl? Previous => Url.Pages.Count == 0 ? null : Url with { Pages = [.. Url.Pages.SkipLast(1)] };

    /// <summary>Whether anything narrows the runs down.</summary>
    public bool IsNarrowed => Url.Filter.Length > 0 || Url.Status is not null || Url.Deleted;

    /// <summary>Filters that fit what the runs of this page have; at least one.</summary>
    public IReadOnlyList<string> Examples =>
    [
        .. Runs.SelectMany(run => run.Metrics).Take(1).Select(metric => $"{Plain(RunColumnKind.Metric, metric.Key)} > {Words.ExactNumber(Math.Round(metric.Value, 2))}"),
        .. Runs.SelectMany(run => run.Params).Where(param => param.Value.Length is > 0 and < 40 && !param.Value.Contains('\'', StringComparison.Ordinal)).Take(1)
            .Select(param => $"{Plain(RunColumnKind.Param, param.Key)} = '{param.Value}'"),
        "attributes.run_name LIKE '%forest%'",
        "attributes.status = 'FINISHED' AND (tags.team = 'audio' OR tags.team IS NULL)",
        .. Runs.SelectMany(run => run.DatasetInputs).Where(input => !input.Name.Contains('\'', StringComparison.Ordinal)).Take(1).Select(input => $"datasets.name = '{input.Name}'"),
    ];

    /// <summary>Notes on the experiment, written by people.</summary>
    public string? Note => Experiment.Tags.FirstOrDefault(tag => tag.Key == "mlflow.note.content").Value;

    /// <summary>Loads the page of runs that the address asks for; a filter that is not understood gives no runs and says why.</summary>
    public static async Task<RunsView> LoadAsync(ITrackingClient tracking, RunsUrl url, CancellationToken cancellationToken)
    {
        var experiment = await tracking.Experiments.GetAsync(url.ExperimentId, cancellationToken).ConfigureAwait(false);
        try
        {
            var page = await tracking.Runs.SearchAsync(Query(url), cancellationToken).ConfigureAwait(false);
            var choices = Available(page.Items, url.Columns);
            return new RunsView
            {
                Experiment = experiment,
                Url = url,
                Runs = page.Items,
                Columns = url.Columns.Count > 0 ? [.. url.Columns.Where(column => column != RunColumn.Name)] : Usual(choices, page.Items),
                Choices = choices,
                Next = page.NextPageToken is { } token && page.Items.Count > 0 ? url with { Pages = [.. url.Pages, token] } : null,
            };
        }
        catch (RepriseException problem) when (problem.Code is ErrorCode.InvalidParameterValue or ErrorCode.BadRequest && url.Filter.Length > 0)
        {
            return new RunsView
            {
                Experiment = experiment,
                Url = url,
                Runs = [],
                Columns = url.Columns,
                Choices = Available([], url.Columns),
                FilterError = await WrongAsync(tracking, url, cancellationToken).ConfigureAwait(false) ?? problem.Message,
            };
        }
    }

    // The columns a message names are those of what was typed, without the chosen state.
    private static async Task<string?> WrongAsync(ITrackingClient tracking, RunsUrl url, CancellationToken cancellationToken)
    {
        try
        {
            await tracking.Runs.SearchAsync(new RunQuery { ExperimentIds = [url.ExperimentId], Filter = url.Filter, MaxResults = 1 }, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (RepriseException problem) when (problem.Code == ErrorCode.InvalidParameterValue)
        {
            return problem.Message;
        }
    }

    /// <summary>What a run shows in a column; empty when it has no such value. Times, states and names are drawn by the page itself.</summary>
    public static RunCell Cell(Run run, RunColumn column) => column switch
    {
        { Kind: RunColumnKind.Metric } => run.Metrics.FirstOrDefault(metric => metric.Key == column.Key) is { } metric
            ? new RunCell(Words.Number(metric.Value), Words.ExactNumber(metric.Value))
            : default,
        { Kind: RunColumnKind.Param } => Text(run.Params.FirstOrDefault(param => param.Key == column.Key).Value),
        { Kind: RunColumnKind.Tag } => Text(run.Tag(column.Key)),
        { Key: "duration" } => run.Info.EndTime is { } end && run.Info.StartTime > 0 ? new RunCell(Words.Duration(end - run.Info.StartTime)) : default,
        { Key: "user_id" } => Text(run.Info.UserId),
        { Key: "run_id" } => Text(run.Info.RunId),
        { Key: "dataset" } => Text(string.Join(", ", run.DatasetInputs.Select(input => input.Name))),
        _ => default,
    };

    // Quoted only when the grammar asks for it.
    private static string Plain(RunColumnKind kind, string key)
    {
        var column = new RunColumn(kind, key);
        return key.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_') ? column.Id : column.Identifier;
    }

    private static RunCell Text(string? value) => new(value ?? "", value);

    private static RunQuery Query(RunsUrl url)
    {
        var status = url.Status is { } wanted ? $"attributes.status = '{wanted.ToString().ToUpperInvariant()}'" : "";
        return new RunQuery
        {
            ExperimentIds = [url.ExperimentId],
            Filter = status.Length > 0 && url.Filter.Length > 0 ? $"{status} AND ({url.Filter})" : status + url.Filter,
            OrderBy = url.Sort is { } sort ? [$"{sort.Column.Identifier} {(sort.Descending ? "DESC" : "ASC")}"] : [],
            View = url.Deleted ? ViewType.DeletedOnly : ViewType.ActiveOnly,
            MaxResults = url.Size,
            PageToken = url.Pages.Count > 0 ? url.Pages[^1] : null,
        };
    }

    private static List<RunColumn> Available(IReadOnlyList<Run> runs, IReadOnlyList<RunColumn> chosen)
    {
        var metrics = new SortedSet<string>(StringComparer.Ordinal);
        var parameters = new SortedSet<string>(StringComparer.Ordinal);
        var tags = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var run in runs)
        {
            metrics.UnionWith(run.Metrics.Select(metric => metric.Key));
            parameters.UnionWith(run.Params.Select(param => param.Key));
            tags.UnionWith(run.Tags.Select(tag => tag.Key));
        }

        return
        [
            .. RunColumn.Attributes
                .Concat(metrics.Select(key => new RunColumn(RunColumnKind.Metric, key)))
                .Concat(parameters.Select(key => new RunColumn(RunColumnKind.Param, key)))
                .Concat(tags.Where(key => key != "mlflow.runName").Select(key => new RunColumn(RunColumnKind.Tag, key)))
                .Concat(chosen)
                .Where(column => column != RunColumn.Name)
                .Distinct()
                .OrderBy(column => column.Kind),
        ];
    }

    // Parameters in which the runs differ tell them apart, so they come first.
    private static List<RunColumn> Usual(IReadOnlyList<RunColumn> choices, IReadOnlyList<Run> runs) =>
    [
        .. choices.Where(column => column is { Kind: RunColumnKind.Attribute, Key: "status" or "start_time" or "duration" }),
        .. choices.Where(column => column.Kind == RunColumnKind.Metric).Take(UsualMetrics),
        .. choices.Where(column => column.Kind == RunColumnKind.Param)
            .OrderByDescending(column => runs.Select(run => Cell(run, column).Whole).Distinct().Skip(1).Any()).Take(UsualParams),
    ];
}

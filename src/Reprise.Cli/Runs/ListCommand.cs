using System.CommandLine;
using Reprise.Cli.Shell;
using Reprise.Core.Errors;
using Reprise.Tracking;
using Reprise.Tracking.Experiments;
using Reprise.Tracking.Runs;

namespace Reprise.Cli.Runs;

/// <summary><c>reprise runs list</c>.</summary>
internal sealed class ListCommand : RepriseCommand
{
    private readonly Option<string> _experiment = new("--experiment") { Description = "Name or id of the experiment. Default: all active ones.", HelpName = "NAME" };
    private readonly Option<string> _filter = new("--filter") { Description = "MLflow filter, also with OR, NOT, parentheses and IS NULL, such as \"metrics.accuracy > 0.7 and (params.trees = '200' or params.trees is null)\".", HelpName = "TEXT" };
    private readonly Option<string[]> _orderBy = new("--order-by") { Description = "MLflow order clause, such as \"metrics.accuracy DESC\"; may be repeated.", HelpName = "CLAUSE" };
    private readonly Option<string[]> _columns = new("--column") { Description = "A column to show: metrics.NAME, params.NAME or tags.NAME; may be repeated.", HelpName = "COLUMN" };
    private readonly Option<bool> _deleted = new("--deleted") { Description = "List the deleted ones too." };
    private readonly LimitOption _limit = new();
    private readonly TrackingOptions _tracking = new();
    private readonly JsonOption _json = new();

    public ListCommand(Terminal terminal)
        : base(terminal, "list", "List runs, newest first, filtered and ordered by MLflow's expressions.")
    {
        Add(_experiment);
        Add(_filter);
        Add(_orderBy);
        Add(_columns);
        Add(_deleted);
        Add(_limit);
        _tracking.AddTo(this);
        Add(_json);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples =>
    [
        "reprise runs list",
        "reprise runs list --experiment turkish-music-emotion --filter \"metrics.accuracy > 0.7\" --order-by \"metrics.accuracy DESC\"",
        "reprise runs list --filter \"experiment_name LIKE 'churn%' and not status = 'FINISHED'\"",
        "reprise runs list --column params.trees --column metrics.accuracy --json",
    ];

    /// <inheritdoc/>
    protected override async Task<int> ExecuteAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        await using var tracking = await _tracking.OpenAsync(arguments, cancellationToken);
        var page = await tracking.Runs.SearchAsync(
            new RunQuery
            {
                ExperimentIds = await ExperimentIdsAsync(tracking, arguments.GetValue(_experiment), cancellationToken),
                Filter = arguments.GetValue(_filter),
                OrderBy = arguments.GetValue(_orderBy) ?? [],
                MaxResults = arguments.GetValue(_limit),
                View = arguments.GetValue(_deleted) ? ViewType.All : ViewType.ActiveOnly,
            },
            cancellationToken);
        var columns = RunColumns.Choose(arguments.GetValue(_columns) ?? [], page.Items);

        if (arguments.GetValue(_json))
        {
            Terminal.WriteJson([.. page.Items.Select(RunView.Of)], CliJson.Text.RunViewArray);
        }
        else
        {
            Write(page.Items, columns);
        }

        LimitOption.SayMore(Terminal, page.NextPageToken);
        return ExitCode.Ok;
    }

    private void Write(IReadOnlyList<Run> runs, IReadOnlyList<string> columns)
    {
        var table = new TextTable(["run", "name", "state", "started", "took", .. columns]);
        foreach (var run in runs)
        {
            table.Add(
            [
                run.Info.RunId,
                run.Info.Name,
                run.Info.Status.ToString().ToUpperInvariant(),
                Format.Time(run.Info.StartTime),
                Format.Duration(run.Info.StartTime, run.Info.EndTime),
                .. columns.Select(column => RunColumns.Value(run, column)),
            ]);
        }

        table.Write(Terminal);
    }

    private static async Task<IReadOnlyList<string>> ExperimentIdsAsync(ITrackingClient tracking, string? nameOrId, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(nameOrId))
        {
            var all = await tracking.Experiments.SearchAsync(new ExperimentQuery { MaxResults = 50_000 }, cancellationToken);
            return [.. all.Items.Select(experiment => experiment.Id)];
        }

        if (await tracking.Experiments.FindByNameAsync(nameOrId, cancellationToken) is { } named)
        {
            return [named.Id];
        }

        return nameOrId.All(char.IsAsciiDigit)
            ? [(await tracking.Experiments.GetAsync(nameOrId, cancellationToken)).Id]
            : throw new RepriseException(ErrorCode.ResourceDoesNotExist, $"No experiment is called '{nameOrId}'. See: reprise experiments list");
    }
}

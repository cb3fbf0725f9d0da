using System.CommandLine;
using Reprise.Cli.Shell;
using Reprise.Tracking;
using Reprise.Tracking.Experiments;

namespace Reprise.Cli.Experiments;

/// <summary><c>reprise experiments list</c>.</summary>
internal sealed class ListCommand : RepriseCommand
{
    private readonly TrackingOptions _tracking = new();
    private readonly JsonOption _json = new();
    private readonly LimitOption _limit = new();
    private readonly Option<string> _filter = new("--filter") { Description = "MLflow filter, also with OR, NOT, parentheses and IS NULL, such as \"name LIKE 'turkish%' or tags.team is null\".", HelpName = "TEXT" };
    private readonly Option<bool> _deleted = new("--deleted") { Description = "List the deleted ones too." };

    public ListCommand(Terminal terminal)
        : base(terminal, "list", "List experiments, newest first.")
    {
        Add(_filter);
        Add(_deleted);
        Add(_limit);
        _tracking.AddTo(this);
        Add(_json);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["reprise experiments list", "reprise experiments list --filter \"name LIKE 'turkish%'\" --json"];

    /// <inheritdoc/>
    protected override async Task<int> ExecuteAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        await using var tracking = await _tracking.OpenAsync(arguments, cancellationToken);
        var page = await tracking.Experiments.SearchAsync(
            new ExperimentQuery
            {
                Filter = arguments.GetValue(_filter),
                MaxResults = arguments.GetValue(_limit),
                View = arguments.GetValue(_deleted) ? ViewType.All : ViewType.ActiveOnly,
            },
            cancellationToken);

        if (arguments.GetValue(_json))
        {
            Terminal.WriteJson([.. page.Items.Select(ExperimentView.Of)], CliJson.Text.ExperimentViewArray);
        }
        else
        {
            var table = new TextTable("id", "name", "state", "created");
            foreach (var experiment in page.Items)
            {
                table.Add(experiment.Id, experiment.Name, experiment.Lifecycle.ToString().ToLowerInvariant(), Format.Time(experiment.CreatedAt));
            }

            table.Write(Terminal);
        }

        LimitOption.SayMore(Terminal, page.NextPageToken);
        return ExitCode.Ok;
    }
}

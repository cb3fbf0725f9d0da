using System.CommandLine;
using Reprise.Cli.Shell;
using Reprise.Tracking.Audit;

namespace Reprise.Cli.Audit;

/// <summary><c>reprise audit list</c>.</summary>
internal sealed class ListCommand : RepriseCommand
{
    private readonly Option<string> _kind = new("--kind") { Description = "Only this kind of thing: experiment, run, registered-model …", HelpName = "KIND" };
    private readonly Option<string> _name = new("--name") { Description = "Only the thing of this name or id.", HelpName = "NAME" };
    private readonly Option<string> _action = new("--action") { Description = "Only this action, such as registered-model.promote.", HelpName = "ACTION" };
    private readonly Option<string> _actor = new("--actor") { Description = "Only what this user did.", HelpName = "NAME" };
    private readonly DateOption _since = new("--since", "Only from this time on.");
    private readonly DateOption _until = new("--until", "Only up to this time.");
    private readonly LimitOption _limit = new(AuditQuery.MaxPage);
    private readonly TrackingOptions _tracking = new();
    private readonly JsonOption _json = new();

    public ListCommand(Terminal terminal)
        : base(terminal, "list", "List changes of registry, experiments and runs: who did what, when. Newest first.")
    {
        Add(_kind);
        Add(_name);
        Add(_action);
        Add(_actor);
        Add(_since);
        Add(_until);
        Add(_limit);
        _tracking.AddTo(this);
        Add(_json);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples =>
    [
        "reprise audit list --limit 20",
        "reprise audit list --kind registered-model --name turkish-music-emotion --since 2026-01-01 --json",
    ];

    /// <inheritdoc/>
    protected override async Task<int> ExecuteAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        await using var tracking = await _tracking.OpenAsync(arguments, cancellationToken);
        var page = await tracking.Audit.SearchAsync(
            new AuditQuery
            {
                Kind = arguments.GetValue(_kind),
                Name = arguments.GetValue(_name),
                Action = arguments.GetValue(_action),
                Actor = arguments.GetValue(_actor),
                Since = arguments.GetValue(_since),
                Until = arguments.GetValue(_until),
                MaxResults = arguments.GetValue(_limit),
            },
            cancellationToken);
        if (arguments.GetValue(_json))
        {
            Terminal.WriteJson([.. page.Items], CliJson.Text.AuditRecordArray);
        }
        else
        {
            var table = new TextTable("number", "time", "who", "what", "name", "detail");
            foreach (var record in page.Items)
            {
                table.Add(Format.Number(record.Sequence), Format.Time(record.Time), record.Actor, record.Action, record.Name, record.Detail);
            }

            table.Write(Terminal);
        }

        LimitOption.SayMore(Terminal, page.NextPageToken);
        return ExitCode.Ok;
    }
}

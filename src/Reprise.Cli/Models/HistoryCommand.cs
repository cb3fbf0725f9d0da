using System.CommandLine;
using Reprise.Cli.Shell;
using Reprise.Tracking.Audit;
using Reprise.Tracking.Registry;

namespace Reprise.Cli.Models;

/// <summary><c>reprise models history</c>.</summary>
internal sealed class HistoryCommand : RepriseCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "The registered model; one that was deleted has its history still." };
    private readonly DateOption _at = new("--at", "What was live then, and what led to it.");
    private readonly Option<string> _alias = new("--alias") { Description = "Only this alias, such as production.", HelpName = "ALIAS" };
    private readonly Option<bool> _all = new("--all") { Description = "Also tags and descriptions, not only what moved." };
    private readonly LimitOption _limit = new(AuditQuery.MaxPage);
    private readonly TrackingOptions _tracking = new();
    private readonly JsonOption _json = new();

    public HistoryCommand(Terminal terminal)
        : base(terminal, "history", "Show which version had which alias and stage at a date, who moved it, why, and what the gate had said. Newest first.")
    {
        Add(_name);
        Add(_at);
        Add(_alias);
        Add(_all);
        Add(_limit);
        _tracking.AddTo(this);
        Add(_json);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples =>
        ["reprise models history turkish-music-emotion", "reprise models history turkish-music-emotion --alias production --at 2026-03-01 --json"];

    /// <inheritdoc/>
    protected override async Task<int> ExecuteAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        await using var tracking = await _tracking.OpenAsync(arguments, cancellationToken);
        var history = await tracking.Registry.GetHistoryAsync(
            new RegistryHistoryQuery
            {
                Name = arguments.GetRequiredValue(_name),
                At = arguments.GetValue(_at),
                Alias = arguments.GetValue(_alias),
                MovesOnly = !arguments.GetValue(_all),
                MaxResults = arguments.GetValue(_limit),
            },
            cancellationToken);
        if (arguments.GetValue(_json))
        {
            Terminal.WriteJson(history, CliJson.Text.RegistryHistory);
        }
        else
        {
            Write(history);
        }

        LimitOption.SayMore(Terminal, history.NextPageToken);
        return ExitCode.Ok;
    }

    private void Write(RegistryHistory history)
    {
        var when = history.At is { } at ? $"At {Format.Time(at)}" : "Now";
        foreach (var (alias, version, since) in history.Aliases)
        {
            Terminal.OutputWriter.WriteLine(Line(
                $"{when} @{alias} is version {Format.Number(version)}, since {Format.Time(since.Time)} by {since.Actor} ({since.Action})"
                + (since.Gate is { } gate ? $", gate {gate}" : "") + (since.Reason is { } reason ? $": {reason}" : ".")));
        }

        foreach (var (version, stage, since) in history.Stages)
        {
            Terminal.OutputWriter.WriteLine(Line($"{when} version {Format.Number(version)} is in {stage}, since {Format.Time(since.Time)} by {since.Actor} ({since.Action})."));
        }

        foreach (var note in history.Notes)
        {
            Terminal.OutputWriter.WriteLine(Line("Note: " + note));
        }

        var table = new TextTable("record", "time", "who", "what", "gate", "why");
        foreach (var change in history.Events)
        {
            table.Add(Format.Number(change.Sequence), Format.Time(change.Time), change.Actor, change.Describe(), change.Gate ?? "", change.Reason ?? "");
        }

        table.Write(Terminal);
    }

    private static string Line(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}

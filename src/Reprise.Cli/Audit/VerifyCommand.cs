using System.CommandLine;
using Reprise.Cli.Shell;
using Reprise.Tracking.Audit;

namespace Reprise.Cli.Audit;

/// <summary><c>reprise audit verify</c>.</summary>
internal sealed class VerifyCommand : RepriseCommand
{
    private readonly Option<string> _head = new("--head") { Description = "A head kept before, as `reprise audit head` printed it.", HelpName = "NUMBER:HASH" };
    private readonly TrackingOptions _tracking = new();
    private readonly JsonOption _json = new();

    public VerifyCommand(Terminal terminal)
        : base(terminal, "verify", "Check the audit trail: every record must follow the one before, unchanged; with --head nothing may have been cut off since.")
    {
        Add(_head);
        _tracking.AddTo(this);
        Add(_json);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["reprise audit verify", "reprise audit verify --head 1:3a52ce780950d4d969792a2559cd519d7ee8c727b0f2a2b5c9e0d8f1a4b7c6e5"];

    /// <inheritdoc/>
    public override IReadOnlyList<(int Code, string Meaning)> ExitCodes => [(ExitCode.Failure, "the trail is broken; standard output says where")];

    /// <inheritdoc/>
    protected override async Task<int> ExecuteAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        AuditHead? kept = arguments.GetValue(_head) is { Length: > 0 } text ? AuditHead.Parse(text) : null;
        await using var tracking = await _tracking.OpenAsync(arguments, cancellationToken);
        var verdict = await tracking.Audit.VerifyAsync(kept, cancellationToken);
        if (arguments.GetValue(_json))
        {
            Terminal.WriteJson(AuditVerdictView.Of(verdict), CliJson.Text.AuditVerdictView);
        }
        else if (verdict.IsWhole)
        {
            Terminal.OutputWriter.WriteLine($"The trail is whole: {Format.Number(verdict.Checked)} records. Head {verdict.Head}");
            if (kept is null)
            {
                Terminal.OutputWriter.WriteLine("Whether its end was cut off shows only a head kept elsewhere: --head.");
            }
        }
        else
        {
            Terminal.OutputWriter.WriteLine($"The trail is BROKEN. {verdict.Problem}");
            Terminal.OutputWriter.WriteLine($"  expected  {verdict.Expected}");
            Terminal.OutputWriter.WriteLine($"  actual    {verdict.Actual}");
            Terminal.OutputWriter.WriteLine($"Records that hold: {Format.Number(verdict.Checked)}, up to {verdict.Head}");
        }

        return verdict.IsWhole ? ExitCode.Ok : ExitCode.Failure;
    }
}

/// <summary>A verdict as JSON.</summary>
internal sealed record AuditVerdictView(
    bool IsWhole, long Checked, string Head, string? Problem, long? BrokenAt, string? Expected, string? Actual)
{
    public static AuditVerdictView Of(AuditVerdict verdict) => new(
        verdict.IsWhole, verdict.Checked, verdict.Head.ToString(), verdict.Problem, verdict.BrokenAt, verdict.Expected, verdict.Actual);
}

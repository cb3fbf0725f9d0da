using System.CommandLine;
using Reprise.Cli.Shell;

namespace Reprise.Cli.Audit;

/// <summary><c>reprise audit head</c>.</summary>
internal sealed class HeadCommand : RepriseCommand
{
    private readonly TrackingOptions _tracking = new();

    public HeadCommand(Terminal terminal)
        : base(terminal, "head", "Print number and hash of the last record. Keep it where nobody who can write the database can: it shows later whether the end was cut off.")
    {
        _tracking.AddTo(this);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["reprise audit head > head.txt"];

    /// <inheritdoc/>
    protected override async Task<int> ExecuteAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        await using var tracking = await _tracking.OpenAsync(arguments, cancellationToken);
        Terminal.OutputWriter.WriteLine((await tracking.Audit.GetHeadAsync(cancellationToken)).ToString());
        return ExitCode.Ok;
    }
}

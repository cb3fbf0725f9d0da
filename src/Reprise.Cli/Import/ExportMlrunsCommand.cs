using System.CommandLine;
using Reprise.Cli.Shell;
using Reprise.Tracking.Mlruns;

namespace Reprise.Cli.Import;

/// <summary><c>reprise export mlruns</c>.</summary>
internal sealed class ExportMlrunsCommand : RepriseCommand
{
    private readonly Argument<string> _folder = new("DIR") { Description = "The folder to write; must not exist." };
    private readonly TrackingOptions _tracking = new();
    private readonly JsonOption _json = new();

    public ExportMlrunsCommand(Terminal terminal)
        : base(terminal, "mlruns", "Write everything that is tracked as MLflow's file store, deleted runs and experiments too. The folder appears when it is whole.")
    {
        Add(_folder);
        _tracking.AddTo(this);
        Add(_json);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["reprise export mlruns ./mlruns --home /srv/reprise", "reprise export mlruns ./mlruns --tracking-uri http://127.0.0.1:5000"];

    /// <inheritdoc/>
    public override IReadOnlyList<(int Code, string Meaning)> ExitCodes => [(ExitCode.Refused, "the rest was exported; what could not be is listed")];

    /// <inheritdoc/>
    protected override async Task<int> ExecuteAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        await using var client = await _tracking.OpenAsync(arguments, cancellationToken);
        var log = await MlrunsExport.RunAsync(client, arguments.GetRequiredValue(_folder), cancellationToken);
        return MlrunsReport.Write(Terminal, log, arguments.GetValue(_json));
    }
}

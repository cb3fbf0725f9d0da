using System.CommandLine;
using Reprise.Cli.Shell;
using Reprise.Tracking.Client;
using Reprise.Tracking.Mlruns;

namespace Reprise.Cli.Import;

/// <summary><c>reprise import mlruns</c>.</summary>
internal sealed class ImportMlrunsCommand : RepriseCommand
{
    private readonly Argument<string> _folder = new("DIR") { Description = "The folder mlruns of MLflow's file store; it is only read." };
    private readonly HomeOption _home = new();
    private readonly BackendStoreOption _backendStore = new();
    private readonly JsonOption _json = new();

    public ImportMlrunsCommand(Terminal terminal)
        : base(
            terminal,
            "mlruns",
            "Copy MLflow's file store into a home: experiments, runs, metrics, artifacts, logged and registered models, with their ids. May be stopped and run again.")
    {
        Add(_folder);
        Add(_home);
        Add(_backendStore);
        Add(_json);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["reprise import mlruns ./mlruns --home /srv/reprise"];

    /// <inheritdoc/>
    public override IReadOnlyList<(int Code, string Meaning)> ExitCodes => [(ExitCode.Refused, "the rest was imported; what could not be is listed with path and line")];

    /// <inheritdoc/>
    protected override async Task<int> ExecuteAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        ImportLog log;
        await using (var client = await LocalTrackingClient.OpenAsync(new LocalTrackingOptions { Home = _home.Of(arguments), BackendStore = _backendStore.Of(arguments) }, cancellationToken))
        {
            log = await MlrunsImport.RunAsync(arguments.GetRequiredValue(_folder), client, cancellationToken);
        }

        return MlrunsReport.Write(Terminal, log, arguments.GetValue(_json));
    }
}

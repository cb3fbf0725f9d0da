using System.CommandLine;
using Reprise.Cli.Shell;
using Reprise.Tracking.Client;

namespace Reprise.Cli.Db;

/// <summary><c>reprise db restore</c>.</summary>
internal sealed class RestoreCommand : RepriseCommand
{
    private readonly Argument<string> _backup = new("FILE") { Description = "The backup that an upgrade made." };
    private readonly HomeOption _home = new();
    private readonly BackendStoreOption _backendStore = new();

    public RestoreCommand(Terminal terminal)
        : base(terminal, "restore", "Put a backup of the SQLite database back; what is there now is kept beside it. Stop every program that uses it first.")
    {
        Add(_backup);
        Add(_home);
        Add(_backendStore);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["reprise db restore /srv/reprise/mlflow.db.0584bdc529eb-20261122-074500-000.backup --home /srv/reprise"];

    /// <inheritdoc/>
    protected override Task<int> ExecuteAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var kept = DatabaseUpgrade.Restore(
            new LocalTrackingOptions { Home = _home.Of(arguments), BackendStore = _backendStore.Of(arguments) }, arguments.GetRequiredValue(_backup));
        Terminal.OutputWriter.WriteLine("The backup is back." + (kept is null ? "" : $" What was there is in {kept}."));
        return Task.FromResult(ExitCode.Ok);
    }
}

using System.CommandLine;
using Reprise.Cli.Shell;
using Reprise.Tracking.Client;

namespace Reprise.Cli.Db;

/// <summary><c>reprise db upgrade</c>.</summary>
internal sealed class UpgradeCommand : RepriseCommand
{
    private readonly HomeOption _home = new();
    private readonly BackendStoreOption _backendStore = new();
    private readonly Option<bool> _backedUp = new("--backed-up") { Description = "Says that there is a backup of the PostgreSQL database; an SQLite file is copied anyway." };
    private readonly JsonOption _json = new();

    public UpgradeCommand(Terminal terminal)
        : base(terminal, "upgrade", "Bring the tables of an older MLflow to the revision this version uses, after a backup; whole or not at all.")
    {
        Add(_home);
        Add(_backendStore);
        Add(_backedUp);
        Add(_json);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples =>
        ["reprise db upgrade --home /srv/reprise", "reprise db upgrade --backend-store-uri sqlite:///mlflow.db", "reprise db upgrade --backed-up --backend-store-uri postgresql://mlflow@db.example.org/mlflow"];

    /// <inheritdoc/>
    protected override async Task<int> ExecuteAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var options = new LocalTrackingOptions { Home = _home.Of(arguments), BackendStore = _backendStore.Of(arguments) };
        var report = await DatabaseUpgrade.RunAsync(options, arguments.GetValue(_backedUp), cancellationToken);
        if (arguments.GetValue(_json))
        {
            Terminal.WriteJson(report, CliJson.Text.DatabaseUpgradeReport);
        }
        else
        {
            Terminal.OutputWriter.WriteLine(report.From == report.To ? $"The database is at {report.To} already." : $"The database is at {report.To} now; it was at {report.From}.");
            if (report.Backup is { } backup)
            {
                Terminal.OutputWriter.WriteLine($"As it was, it is in {backup}; `reprise db restore {backup}` puts it back.");
            }
        }

        return ExitCode.Ok;
    }
}

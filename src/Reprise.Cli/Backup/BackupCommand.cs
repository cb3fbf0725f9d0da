using System.CommandLine;
using Reprise.Cli.Shell;
using Reprise.Core.Errors;
using Reprise.Tracking.Backup;

namespace Reprise.Cli.Backup;

/// <summary><c>reprise backup</c>.</summary>
internal sealed class BackupCommand : RepriseCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "The archive to write (.tar); must not exist, and not lie in the home." };
    private readonly HomeOption _home = new();
    private readonly BackendStoreOption _backendStore = new();
    private readonly JsonOption _json = new();

    public BackupCommand(Terminal terminal)
        : base(terminal, "backup", "Save a home in one file while servers and programs go on writing to it. Caches are left out; keys are in it.")
    {
        Add(_file);
        Add(_home);
        Add(_backendStore);
        Add(_json);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["reprise backup /backups/reprise-2026-01-31.tar --home /srv/reprise"];

    /// <inheritdoc/>
    public override IReadOnlyList<(int Code, string Meaning)> ExitCodes => [(ExitCode.Refused, "the backup was written and some files could not be saved; they are named")];

    /// <inheritdoc/>
    protected override async Task<int> ExecuteAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        if (_backendStore.Of(arguments) is { } store)
        {
            throw new RepriseException(
                ErrorCode.NotImplemented,
                $"The database '{store}' does not lie in a home; a backup saves homes only. Save it with its own tool (PostgreSQL: pg_dump --format=custom; SQLite: sqlite3 FILE '.backup COPY'), "
                + "then copy the artifacts, in this order: what the database names is then in the copy.");
        }

        var report = await HomeBackup.WriteAsync(_home.Of(arguments), arguments.GetRequiredValue(_file), TimeProvider.System, cancellationToken);
        foreach (var left in report.LeftOut)
        {
            Terminal.ErrorWriter.WriteLine("warning: not saved: " + left);
        }

        if (arguments.GetValue(_json))
        {
            Terminal.WriteJson(report, CliJson.Text.BackupReport);
        }
        else
        {
            Terminal.OutputWriter.WriteLine(FormattableString.Invariant($"wrote {report.File}: {report.Files} files, {report.Bytes} bytes. `reprise restore` makes a new home of it."));
        }

        return report.LeftOut.Count == 0 ? ExitCode.Ok : ExitCode.Refused;
    }
}

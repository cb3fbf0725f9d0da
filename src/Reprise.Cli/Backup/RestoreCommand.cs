using System.CommandLine;
using Reprise.Cli.Shell;
using Reprise.Tracking.Backup;

namespace Reprise.Cli.Backup;

/// <summary><c>reprise restore</c>.</summary>
internal sealed class RestoreCommand : RepriseCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "The archive that `reprise backup` wrote." };
    private readonly Option<string> _home = new("--home") { Description = "The home to make; must not exist.", HelpName = "DIR" };
    private readonly Option<bool> _verify = new("--verify-only") { Description = "Only hold every file of the archive against its hash; write nothing." };
    private readonly JsonOption _json = new();

    public RestoreCommand(Terminal terminal)
        : base(terminal, "restore", "Make a new home from a backup. Every hash is checked before the first file is written; the home appears whole or not at all.")
    {
        Add(_file);
        Add(_home);
        Add(_verify);
        Add(_json);
        Validators.Add(result =>
        {
            if (string.IsNullOrWhiteSpace(result.GetValue(_home)) != result.GetValue(_verify))
            {
                result.AddError("Name the new home by --home, or give --verify-only, one of them.");
            }
        });
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples =>
        ["reprise restore /backups/reprise-2026-01-31.tar --home /srv/reprise-new", "reprise restore /backups/reprise-2026-01-31.tar --verify-only"];

    /// <inheritdoc/>
    protected override async Task<int> ExecuteAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var (file, home) = (arguments.GetRequiredValue(_file), arguments.GetValue(_home));
        var manifest = home is null
            ? await HomeRestore.VerifyAsync(file, cancellationToken)
            : await HomeRestore.RestoreAsync(file, home, cancellationToken);
        if (arguments.GetValue(_json))
        {
            Terminal.WriteJson(new RestoreReport(home is null ? null : Path.GetFullPath(home), manifest.CreatedAt, manifest.Files.Count, manifest.Bytes), CliJson.Text.RestoreReport);
        }
        else
        {
            Terminal.OutputWriter.WriteLine(FormattableString.Invariant(
                $"{(home is null ? $"{file} is whole" : $"made {home}")}: {manifest.Files.Count} files, {manifest.Bytes} bytes, saved {Format.Time(manifest.CreatedAt)}."));
        }

        return ExitCode.Ok;
    }
}

/// <summary>What a backup held, as <c>--json</c> prints it.</summary>
internal sealed record RestoreReport(string? Home, long SavedAt, int Files, long Bytes);

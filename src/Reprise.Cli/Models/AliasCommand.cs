using System.CommandLine;
using Reprise.Cli.Shell;

namespace Reprise.Cli.Models;

/// <summary><c>reprise models alias</c>.</summary>
internal sealed class AliasCommand : RepriseCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "The registered model." };
    private readonly Argument<string> _alias = new("ALIAS") { Description = "The alias, such as champion." };
    private readonly Argument<int?> _version = new("VERSION") { Description = "The version it shall name.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<bool> _delete = new("--delete") { Description = "Remove the alias." };
    private readonly TrackingOptions _tracking = new();

    public AliasCommand(Terminal terminal)
        : base(terminal, "alias", "Point an alias at a version, without gate or stage, or remove it.")
    {
        Add(_name);
        Add(_alias);
        Add(_version);
        Add(_delete);
        _tracking.AddTo(this);
        Validators.Add(result =>
        {
            if (result.GetValue(_delete) == result.GetValue(_version) is not null)
            {
                result.AddError("Give a VERSION, or --delete.");
            }
        });
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples =>
        ["reprise models alias turkish-music-emotion challenger 3", "reprise models alias turkish-music-emotion challenger --delete"];

    /// <inheritdoc/>
    protected override async Task<int> ExecuteAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        await using var tracking = await _tracking.OpenAsync(arguments, cancellationToken);
        var (name, alias) = (arguments.GetRequiredValue(_name), arguments.GetRequiredValue(_alias));
        if (arguments.GetValue(_version) is { } version)
        {
            await tracking.Registry.SetAliasAsync(name, alias, version, cancellationToken);
            Terminal.OutputWriter.WriteLine($"version {Format.Number(version)} of {name} is now @{alias}.");
        }
        else
        {
            await tracking.Registry.DeleteAliasAsync(name, alias, cancellationToken);
            Terminal.OutputWriter.WriteLine($"@{alias} of {name} is removed.");
        }

        return ExitCode.Ok;
    }
}

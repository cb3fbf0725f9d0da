using System.CommandLine;
using Reprise.Cli.Shell;

namespace Reprise.Cli.Models;

/// <summary><c>reprise models rollback</c>.</summary>
internal sealed class RollbackCommand : RepriseCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "The registered model." };
    private readonly AliasOption _alias = new();
    private readonly Option<string> _reason = new("--reason") { Description = "Why, for the record.", HelpName = "TEXT" };
    private readonly TrackingOptions _tracking = new();
    private readonly JsonOption _json = new();

    public RollbackCommand(Terminal terminal)
        : base(terminal, "rollback", "Put back the version that was live before the last promotion.")
    {
        Add(_name);
        Add(_alias);
        Add(_reason);
        _tracking.AddTo(this);
        Add(_json);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["reprise models rollback turkish-music-emotion --reason \"wrong on live recordings\""];

    /// <inheritdoc/>
    protected override async Task<int> ExecuteAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        await using var tracking = await _tracking.OpenAsync(arguments, cancellationToken);
        var alias = arguments.GetRequiredValue(_alias);
        var version = await tracking.Registry.RollbackAsync(arguments.GetRequiredValue(_name), alias, arguments.GetValue(_reason), cancellationToken);
        if (arguments.GetValue(_json))
        {
            Terminal.WriteJson(ModelVersionView.Of(version), CliJson.Text.ModelVersionView);
        }
        else
        {
            Terminal.OutputWriter.WriteLine($"version {Format.Number(version.Version)} of {version.Name} is @{alias} again.");
        }

        return ExitCode.Ok;
    }
}

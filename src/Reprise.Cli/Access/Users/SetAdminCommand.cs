using System.CommandLine;
using Reprise.Cli.Shell;

namespace Reprise.Cli.Access.Users;

/// <summary><c>reprise users set-admin</c>.</summary>
internal sealed class SetAdminCommand : RepriseCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "The account." };
    private readonly Option<bool> _off = new("--off") { Description = "No longer an administrator; the last one stays." };
    private readonly AccessStore _store = new();

    public SetAdminCommand(Terminal terminal)
        : base(terminal, "set-admin", "Make an account an administrator, or no longer one.")
    {
        Add(_name);
        Add(_off);
        _store.AddTo(this);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["reprise users set-admin ada", "reprise users set-admin ada --off"];

    /// <inheritdoc/>
    protected override async Task<int> ExecuteAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var name = arguments.GetRequiredValue(_name);
        await using var tracking = await _store.OpenAsync(arguments, cancellationToken);
        await tracking.Access.Accounts.SetAdminAsync(name, !arguments.GetValue(_off), cancellationToken);
        Terminal.OutputWriter.WriteLine(arguments.GetValue(_off) ? $"{name} is no administrator." : $"{name} is an administrator.");
        return ExitCode.Ok;
    }
}

using System.CommandLine;
using Reprise.Cli.Shell;

namespace Reprise.Cli.Access.Users;

/// <summary><c>reprise users delete</c>.</summary>
internal sealed class DeleteCommand : RepriseCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "The account." };
    private readonly AccessStore _store = new();

    public DeleteCommand(Terminal terminal)
        : base(terminal, "delete", "Delete an account with its keys, sessions, memberships and permissions. What it logged stays.")
    {
        Add(_name);
        _store.AddTo(this);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["reprise users delete ada"];

    /// <inheritdoc/>
    protected override async Task<int> ExecuteAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var name = arguments.GetRequiredValue(_name);
        await using var tracking = await _store.OpenAsync(arguments, cancellationToken);
        await tracking.Access.Accounts.DeleteAsync(name, cancellationToken);
        Terminal.OutputWriter.WriteLine($"{name} is deleted.");
        return ExitCode.Ok;
    }
}

using System.CommandLine;
using Reprise.Cli.Shell;

namespace Reprise.Cli.Access.Roles;

/// <summary><c>reprise roles delete</c>.</summary>
internal sealed class DeleteCommand : RepriseCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "The role." };
    private readonly AccessStore _store = new();

    public DeleteCommand(Terminal terminal)
        : base(terminal, "delete", "Delete a role with its permissions; its members lose what they had by it.")
    {
        Add(_name);
        _store.AddTo(this);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["reprise roles delete data-science"];

    /// <inheritdoc/>
    protected override async Task<int> ExecuteAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var name = arguments.GetRequiredValue(_name);
        await using var tracking = await _store.OpenAsync(arguments, cancellationToken);
        await tracking.Access.Roles.DeleteAsync(name, cancellationToken);
        Terminal.OutputWriter.WriteLine($"The role {name} is deleted.");
        return ExitCode.Ok;
    }
}

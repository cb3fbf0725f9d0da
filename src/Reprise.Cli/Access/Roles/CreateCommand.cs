using System.CommandLine;
using Reprise.Cli.Shell;

namespace Reprise.Cli.Access.Roles;

/// <summary><c>reprise roles create</c>.</summary>
internal sealed class CreateCommand : RepriseCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "The role." };
    private readonly Option<bool> _admin = new("--admin") { Description = "Its members may do everything." };
    private readonly AccessStore _store = new();

    public CreateCommand(Terminal terminal)
        : base(terminal, "create", "Create a role: a named set of permissions for users, and for groups of an identity provider.")
    {
        Add(_name);
        Add(_admin);
        _store.AddTo(this);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["reprise roles create data-science", "reprise roles create operators --admin"];

    /// <inheritdoc/>
    protected override async Task<int> ExecuteAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var name = arguments.GetRequiredValue(_name);
        await using var tracking = await _store.OpenAsync(arguments, cancellationToken);
        await tracking.Access.Roles.CreateAsync(name, arguments.GetValue(_admin), cancellationToken);
        Terminal.OutputWriter.WriteLine($"The role {name} is created. `reprise roles add` gives it members, `reprise roles grant` permissions.");
        return ExitCode.Ok;
    }
}

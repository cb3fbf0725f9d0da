using System.CommandLine;
using Reprise.Cli.Shell;
using Reprise.Tracking.Access;

namespace Reprise.Cli.Access.Roles;

/// <summary><c>reprise roles list</c>.</summary>
internal sealed class ListCommand : RepriseCommand
{
    private readonly AccessStore _store = new();
    private readonly JsonOption _json = new();

    public ListCommand(Terminal terminal)
        : base(terminal, "list", "List roles with their members and what they may do.")
    {
        _store.AddTo(this);
        Add(_json);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["reprise roles list", "reprise roles list --json"];

    /// <inheritdoc/>
    protected override async Task<int> ExecuteAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        await using var tracking = await _store.OpenAsync(arguments, cancellationToken);
        var roles = await tracking.Access.Roles.ListAsync(cancellationToken);
        var grants = (await tracking.Access.Grants.ListAsync(cancellationToken: cancellationToken)).ToLookup(grant => grant.Subject, GrantView.Of);
        RoleView[] views = [.. roles.Select(role => new RoleView(role.Name, role.IsAdmin, role.Accounts, role.Groups, [.. grants[Subject.Role(role.Name)]]))];
        if (arguments.GetValue(_json))
        {
            Terminal.WriteJson(views, CliJson.Text.RoleViewArray);
            return ExitCode.Ok;
        }

        var table = new TextTable("role", "admin", "users", "groups", "may");
        foreach (var view in views)
        {
            table.Add(
                view.Name,
                view.Admin ? "yes" : "",
                string.Join(", ", view.Users),
                string.Join(", ", view.Groups),
                string.Join(", ", view.Grants.Select(grant => $"{grant.Permission} {grant.On}")));
        }

        table.Write(Terminal);
        return ExitCode.Ok;
    }
}

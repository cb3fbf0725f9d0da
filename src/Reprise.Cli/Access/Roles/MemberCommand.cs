using System.CommandLine;
using Reprise.Cli.Shell;

namespace Reprise.Cli.Access.Roles;

/// <summary><c>reprise roles add</c> and <c>reprise roles remove</c>: members.</summary>
internal sealed class MemberCommand : RepriseCommand
{
    private readonly bool _adds;
    private readonly Argument<string> _role = new("ROLE") { Description = "The role." };
    private readonly Option<string> _user = new("--user") { Description = "A user or service account.", HelpName = "NAME" };
    private readonly Option<string> _group = new("--group") { Description = "A group, as the identity provider names it in its tokens.", HelpName = "NAME" };
    private readonly AccessStore _store = new();

    public MemberCommand(Terminal terminal, bool adds)
        : base(terminal, adds ? "add" : "remove", adds ? "Make a user, or a group of an identity provider, a member of a role." : "End a membership.")
    {
        _adds = adds;
        Add(_role);
        Add(_user);
        Add(_group);
        _store.AddTo(this);
        Validators.Add(result =>
        {
            if (result.GetValue(_user) is null == result.GetValue(_group) is null)
            {
                result.AddError("Give either --user or --group.");
            }
        });
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples =>
        [$"reprise roles {Name} data-science --user ada", $"reprise roles {Name} data-science --group ml-team"];

    /// <inheritdoc/>
    protected override async Task<int> ExecuteAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var role = arguments.GetRequiredValue(_role);
        var (user, group) = (arguments.GetValue(_user), arguments.GetValue(_group));
        await using var tracking = await _store.OpenAsync(arguments, cancellationToken);
        var roles = tracking.Access.Roles;
        await (_adds
            ? user is not null ? roles.AddAccountAsync(role, user, cancellationToken) : roles.AddGroupAsync(role, group!, cancellationToken)
            : roles.RemoveAsync(role, user ?? group!, isGroup: group is not null, cancellationToken));
        Terminal.OutputWriter.WriteLine($"{user ?? "The group " + group} is {(_adds ? "a" : "no")} member of {role}.");
        return ExitCode.Ok;
    }
}

using System.CommandLine;
using Reprise.Cli.Shell;
using Reprise.Tracking.Access;
using Reprise.Tracking.Client;

namespace Reprise.Cli.Access.Roles;

/// <summary><c>reprise roles grant</c> and <c>reprise roles revoke</c>: permissions of roles and of single users.</summary>
internal sealed class GrantCommand : RepriseCommand
{
    private readonly bool _grants;
    private readonly Option<string> _role = new("--role") { Description = "The role that gets it.", HelpName = "NAME" };
    private readonly Option<string> _user = new("--user") { Description = "The user or service account that gets it; oidc:NAME for one of an identity provider.", HelpName = "NAME" };
    private readonly Option<string> _experiment = new("--experiment") { Description = "The experiment by its id; * for all.", HelpName = "ID" };
    private readonly Option<string> _model = new("--model") { Description = "The registered model; * for all.", HelpName = "NAME" };
    private readonly Option<string> _permission = new("--permission") { Description = "read, edit, manage or deny; deny wins over all others.", HelpName = "LEVEL", Required = true };
    private readonly AccessStore _store = new();

    public GrantCommand(Terminal terminal, bool grants)
        : base(
            terminal,
            grants ? "grant" : "revoke",
            grants ? "Say what a role or a user may do with an experiment or a registered model, in place of what was said before." : "Take a permission back.")
    {
        _grants = grants;
        Add(_role);
        Add(_user);
        Add(_experiment);
        Add(_model);
        if (grants)
        {
            Add(_permission);
        }

        _store.AddTo(this);
        Validators.Add(result =>
        {
            if (result.GetValue(_role) is null == result.GetValue(_user) is null)
            {
                result.AddError("Give either --role or --user.");
            }

            if (result.GetValue(_experiment) is null == result.GetValue(_model) is null)
            {
                result.AddError("Give either --experiment or --model.");
            }
        });
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => _grants
        ? ["reprise roles grant --role data-science --experiment 7 --permission edit", "reprise roles grant --user ada --model \"*\" --permission read"]
        : ["reprise roles revoke --role data-science --experiment 7"];

    /// <inheritdoc/>
    protected override async Task<int> ExecuteAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var subject = arguments.GetValue(_role) is { } role ? Subject.Role(role) : Subject.Of(arguments.GetRequiredValue(_user));
        var resource = arguments.GetValue(_experiment) is { } experiment ? Resource.Experiment(experiment) : Resource.Model(arguments.GetRequiredValue(_model));
        await using var tracking = await _store.OpenAsync(arguments, cancellationToken);
        if (!_grants)
        {
            await tracking.Access.Grants.DeleteAsync(subject, resource, cancellationToken);
            Terminal.OutputWriter.WriteLine($"{subject.Name} has no permission of its own on {resource}.");
            return ExitCode.Ok;
        }

        var permission = PermissionNames.Parse(arguments.GetRequiredValue(_permission));
        await RequireThereAsync(tracking, resource, cancellationToken);
        await tracking.Access.Grants.SetAsync(new Grant(subject, resource, permission), cancellationToken);
        Terminal.OutputWriter.WriteLine($"{subject.Name} has {permission.ToWire()} on {resource}.");
        return ExitCode.Ok;
    }

    private static async Task RequireThereAsync(LocalTrackingClient tracking, Resource resource, CancellationToken cancellationToken)
    {
        if (resource.Key == Resource.All)
        {
            return;
        }

        if (resource.Kind == ResourceKind.Experiment)
        {
            await tracking.Experiments.GetAsync(resource.Key, cancellationToken);
        }
        else
        {
            await tracking.Registry.GetModelAsync(resource.Key, cancellationToken);
        }
    }
}

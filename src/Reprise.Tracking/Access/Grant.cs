namespace Reprise.Tracking.Access;

/// <summary>What a grant is about.</summary>
public enum ResourceKind
{
    /// <summary>An experiment by its id, with its runs, logged models and files.</summary>
    Experiment,

    /// <summary>A registered model by its name, with its versions.</summary>
    RegisteredModel,
}

/// <summary>One experiment or one registered model; or all of a kind, by <see cref="All"/>.</summary>
/// <param name="Kind">Which kind.</param>
/// <param name="Key">An experiment's id or a model's name.</param>
public readonly record struct Resource(ResourceKind Kind, string Key)
{
    /// <summary>The key that stands for all of a kind.</summary>
    public const string All = "*";

    /// <summary>An experiment.</summary>
    public static Resource Experiment(string id) => new(ResourceKind.Experiment, id);

    /// <summary>A registered model.</summary>
    public static Resource Model(string name) => new(ResourceKind.RegisteredModel, name);

    /// <inheritdoc/>
    public override string ToString() => Kind == ResourceKind.Experiment
        ? Key == All ? "every experiment" : $"experiment {Key}"
        : Key == All ? "every registered model" : $"registered model '{Key}'";
}

/// <summary>Who has a grant: an account (or a caller that an identity provider vouches for), or a role.</summary>
/// <param name="IsRole">Whether <paramref name="Name"/> is a role's.</param>
/// <param name="Name">The name.</param>
public readonly record struct Subject(bool IsRole, string Name)
{
    /// <summary>What the name of a caller begins with whom an identity provider vouches for; no account's name can.</summary>
    public const string FederatedMark = "oidc:";

    /// <summary>An account, or a federated caller.</summary>
    public static Subject Of(string name) => new(false, name);

    /// <summary>A role.</summary>
    public static Subject Role(string name) => new(true, name);
}

/// <summary>Somebody has a permission on something.</summary>
public sealed record Grant(Subject Subject, Resource Resource, Permission Permission);

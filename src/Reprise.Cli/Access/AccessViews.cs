using Reprise.Tracking.Access;

namespace Reprise.Cli.Access;

/// <summary>An account as <c>--json</c> prints it; the password only when it was made just now.</summary>
internal sealed record UserView(string Name, string Kind, bool Admin, long CreationTime, string? Password = null)
{
    public static UserView Of(Account account) => new(account.Name, Words(account.Kind), account.IsAdmin, account.CreatedAt);

    public static string Words(ActorKind kind) => kind == ActorKind.ServiceAccount ? "service" : "user";
}

/// <summary>An API key as <c>--json</c> prints it; the key itself only when it was made just now.</summary>
internal sealed record KeyView(
    string Prefix, string Account, string Label, long CreationTime, long? ExpiryTime, long? RevocationTime, long? LastUseTime, string? Key = null)
{
    public static KeyView Of(ApiKey key) => new(key.Prefix, key.Account, key.Label, key.CreatedAt, key.ExpiresAt, key.RevokedAt, key.LastUsedAt);
}

/// <summary>A role with its members and grants as <c>--json</c> prints it.</summary>
internal sealed record RoleView(string Name, bool Admin, IReadOnlyList<string> Users, IReadOnlyList<string> Groups, IReadOnlyList<GrantView> Grants);

/// <summary>A permission as <c>--json</c> prints it: on an experiment by id or a registered model by name, <c>*</c> for all.</summary>
internal sealed record GrantView(string? User, string? Role, string? Experiment, string? Model, string Permission)
{
    public static GrantView Of(Grant grant) => new(
        grant.Subject.IsRole ? null : grant.Subject.Name,
        grant.Subject.IsRole ? grant.Subject.Name : null,
        grant.Resource.Kind == ResourceKind.Experiment ? grant.Resource.Key : null,
        grant.Resource.Kind == ResourceKind.RegisteredModel ? grant.Resource.Key : null,
        grant.Permission.ToWire());

    /// <summary>The resource in words.</summary>
    public string On => Experiment is not null ? $"experiment {Experiment}" : $"model {Model}";
}

using System.Text.Json.Serialization;
using Reprise.Tracking.Access;

namespace Reprise.Tracking.Wire;

internal sealed record UserNameRequest(string? Username);

internal sealed record UserPasswordRequest(string? Username, string? Password);

internal sealed record UserAdminRequest(string? Username, bool? IsAdmin);

internal sealed record ExperimentPermissionRequest(string? ExperimentId, string? Username, string? Permission);

internal sealed record ModelPermissionRequest(string? Name, string? Username, string? Permission);

internal sealed record UserResponse(UserMessage User);

internal sealed record ExperimentPermissionResponse(ExperimentPermissionMessage ExperimentPermission);

internal sealed record ModelPermissionResponse(ModelPermissionMessage RegisteredModelPermission);

/// <summary>A permission on an experiment, as MLflow's access control writes it.</summary>
internal sealed record ExperimentPermissionMessage(string ExperimentId, long UserId, string Permission);

/// <summary>A permission on a registered model.</summary>
internal sealed record ModelPermissionMessage(string Name, long UserId, string Permission);

/// <summary>A user with what was granted to it itself.</summary>
internal sealed record UserMessage
{
    public required long Id { get; init; }

    public required string Username { get; init; }

    public required bool IsAdmin { get; init; }

    public required IReadOnlyList<ExperimentPermissionMessage> ExperimentPermissions { get; init; }

    public required IReadOnlyList<ModelPermissionMessage> RegisteredModelPermissions { get; init; }

    /// <summary>Always empty: scorers are not offered, and MLflow's client asks for the list.</summary>
    [JsonInclude]
    public IReadOnlyList<EmptyMessage> ScorerPermissions { get; init; } = [];

    public static UserMessage From(Account account, IReadOnlyList<Grant> grants) => new()
    {
        Id = account.Id,
        Username = account.Name,
        IsAdmin = account.IsAdmin,
        ExperimentPermissions =
        [
            .. grants.Where(grant => grant.Resource.Kind == ResourceKind.Experiment)
                .Select(grant => new ExperimentPermissionMessage(grant.Resource.Key, account.Id, grant.Permission.ToWire())),
        ],
        RegisteredModelPermissions =
        [
            .. grants.Where(grant => grant.Resource.Kind == ResourceKind.RegisteredModel)
                .Select(grant => new ModelPermissionMessage(grant.Resource.Key, account.Id, grant.Permission.ToWire())),
        ],
    };
}

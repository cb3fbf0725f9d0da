namespace Reprise.Tracking.Access;

/// <summary>Somebody, or some program, that the server knows by itself.</summary>
public sealed record Account
{
    /// <summary>A small number that stays the same; MLflow's clients ask for it.</summary>
    public required long Id { get; init; }

    /// <summary>What the owner signs in with, up to 255 letters, digits and <c>. _ @ + -</c>.</summary>
    public required string Name { get; init; }

    /// <summary><see cref="ActorKind.User"/> or <see cref="ActorKind.ServiceAccount"/>; the latter has no password, only API keys.</summary>
    public required ActorKind Kind { get; init; }

    /// <summary>Whether it may do everything.</summary>
    public required bool IsAdmin { get; init; }

    /// <summary>Milliseconds since the Unix epoch.</summary>
    public required long CreatedAt { get; init; }
}

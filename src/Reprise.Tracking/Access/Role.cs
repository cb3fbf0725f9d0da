namespace Reprise.Tracking.Access;

/// <summary>A named set of grants. Accounts, and groups that an identity provider tells of, are members.</summary>
public sealed record Role
{
    /// <summary>The name, up to 255 letters, digits and <c>. _ @ + -</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Whether its members may do everything.</summary>
    public required bool IsAdmin { get; init; }

    /// <summary>Member accounts, by name.</summary>
    public IReadOnlyList<string> Accounts { get; init; } = [];

    /// <summary>Member groups, as the identity provider names them.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];
}

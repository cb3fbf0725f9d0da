using Reprise.Tracking.Access;

namespace Reprise.Server.Access;

/// <summary>What became of a request's credentials.</summary>
internal sealed record Identification
{
    /// <summary>There were none, or they are wrong.</summary>
    public static Identification Unknown { get; } = new();

    /// <summary>Who calls; null when nobody is known to.</summary>
    public Actor? Actor { get; init; }

    /// <summary>The caller's groups, by an identity provider.</summary>
    public IReadOnlyCollection<string> Groups { get; init; } = [];

    /// <summary>How long the caller has to wait before its password is looked at.</summary>
    public TimeSpan? Wait { get; init; }
}

using Reprise.Tracking.Access;

namespace Reprise.Server.Access;

/// <summary>Whether callers of a server must be known.</summary>
public enum AccessMode
{
    /// <summary>Off on loopback, where only users of this machine come; on everywhere else.</summary>
    Automatic,

    /// <summary>Every caller must be known.</summary>
    On,

    /// <summary>Whoever reaches the server may do everything.</summary>
    Off,
}

/// <summary>Who may use a server, and how much of it.</summary>
public sealed record AccessOptions
{
    /// <summary>Whether callers must be known. Default <see cref="AccessMode.Automatic"/>.</summary>
    public AccessMode Mode { get; init; } = AccessMode.Automatic;

    /// <summary>
    /// The permission on experiments and models that no grant speaks of. Default <see cref="Permission.Deny"/>: everybody sees what they made and what they
    /// were given. MLflow's own default is <see cref="Permission.Read"/>.
    /// </summary>
    public Permission DefaultPermission { get; init; } = Permission.Deny;

    /// <summary>How long a session of the Studio lasts. Default 12 hours.</summary>
    public TimeSpan SessionLifetime { get; init; } = TimeSpan.FromHours(12);

    /// <summary>The identity provider whose tokens are accepted; null for none.</summary>
    public OidcOptions? Oidc { get; init; }

    /// <summary>How fast callers may be. Null, the default, means the limits of <see cref="RateOptions"/> where callers must be known, and none elsewhere.</summary>
    public RateOptions? Rate { get; init; }

    internal void Validate(List<string> problems)
    {
        if (!Enum.IsDefined(Mode) || !Enum.IsDefined(DefaultPermission))
        {
            problems.Add($"The access mode and the default permission must be values of their types. Got {Mode} and {DefaultPermission}.");
        }

        if (SessionLifetime < TimeSpan.FromMinutes(1) || SessionLifetime > TimeSpan.FromDays(366))
        {
            problems.Add(FormattableString.Invariant($"A session must last from a minute to 366 days. Got {SessionLifetime}."));
        }

        Oidc?.Validate(problems);
        Rate?.Validate(problems);
    }
}

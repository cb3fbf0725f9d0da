namespace Reprise.Tracking.Access;

/// <summary>What kind of caller an <see cref="Actor"/> is.</summary>
public enum ActorKind
{
    /// <summary>The program itself, or a caller of a server without access control: nobody has signed in.</summary>
    Local,

    /// <summary>A person known by user name and password, a session of the Studio, or one of their API keys.</summary>
    User,

    /// <summary>A service account, known by an API key.</summary>
    ServiceAccount,

    /// <summary>A caller that an identity provider vouches for by a signed token.</summary>
    Federated,

    /// <summary>A caller of a server with access control that proved nothing.</summary>
    Anonymous,
}

/// <summary>Who acts. Immutable; safe to share between threads.</summary>
/// <remarks>
/// The server sets the actor of each request before anything else sees it. It flows with <c>await</c> and with tasks that are started, not into work
/// handed to a queue: take <see cref="Current"/> where a call comes in, and pass it on.
/// </remarks>
/// <param name="Name">
/// The user's or service account's name; of a federated caller the subject or the claim that the server is told to read; of a local one the name of the
/// operating system's user. Never a secret.
/// </param>
/// <param name="Kind">How the caller is known.</param>
public sealed record Actor(string Name, ActorKind Kind)
{
    private static readonly AsyncLocal<Actor?> Ambient = new();

    /// <summary>The operating system's user, of <see cref="ActorKind.Local"/>.</summary>
    public static Actor Local { get; } = new(Environment.UserName, ActorKind.Local);

    /// <summary>A caller that proved nothing.</summary>
    public static Actor Anonymous { get; } = new("anonymous", ActorKind.Anonymous);

    /// <summary>Who acts now; <see cref="Local"/> where nobody was named.</summary>
    public static Actor Current => Ambient.Value ?? Local;

    /// <summary>The public part of the API key the caller used, null without one.</summary>
    public string? KeyPrefix { get; init; }

    /// <summary>Whether the caller may do everything. Default false.</summary>
    public bool IsAdmin { get; init; }

    /// <summary>Makes an actor the current one until the answer is disposed, which brings back the one before.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="actor"/> is null.</exception>
    public static IDisposable Use(Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var before = Ambient.Value;
        Ambient.Value = actor;
        return new Restore(before);
    }

    private sealed class Restore(Actor? before) : IDisposable
    {
        public void Dispose() => Ambient.Value = before;
    }
}

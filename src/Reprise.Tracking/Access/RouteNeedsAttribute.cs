namespace Reprise.Tracking.Access;

/// <summary>What a caller must be, and the most that a route does for it.</summary>
public enum RouteNeed
{
    /// <summary>Anybody, known or not. The route touches nothing that is tracked.</summary>
    Nothing,

    /// <summary>A known caller; the route reads what the caller may read.</summary>
    Read,

    /// <summary>A known caller; the route also creates and changes what the caller may change.</summary>
    Edit,

    /// <summary>A known caller; the route also deletes, or says who may do what, where the caller may.</summary>
    Manage,

    /// <summary>An administrator.</summary>
    Admin,
}

/// <summary>
/// What a route of the server needs. One without is answered 403 to everybody. The need is also a ceiling: a store call above it is refused, whoever calls,
/// so that a route that says it reads cannot write.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RouteNeedsAttribute(RouteNeed need) : Attribute
{
    /// <summary>The need.</summary>
    public RouteNeed Need { get; } = need;
}

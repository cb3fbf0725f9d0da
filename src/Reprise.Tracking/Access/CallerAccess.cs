namespace Reprise.Tracking.Access;

/// <summary>
/// What the caller of one request may do, as it was when the request began. Flows with <c>await</c>, as <see cref="Actor.Current"/> does.
/// </summary>
public sealed class CallerAccess
{
    private static readonly AsyncLocal<CallerAccess?> Ambient = new();
    private readonly IReadOnlyList<Grant> _grants;

    private CallerAccess(Actor actor, RouteNeed ceiling, Permission standard, IReadOnlyList<Grant> grants)
    {
        Actor = actor;
        Ceiling = ceiling;
        Standard = standard;
        _grants = grants;
    }

    /// <summary>The caller of the request that goes on; null outside of requests.</summary>
    public static CallerAccess? Current => Ambient.Value;

    /// <summary>Who calls.</summary>
    public Actor Actor { get; }

    /// <summary>The most that the route may do.</summary>
    public RouteNeed Ceiling { get; }

    /// <summary>The permission on what no grant speaks of.</summary>
    public Permission Standard { get; }

    /// <summary>Names the caller of the request that begins, until the answer is disposed.</summary>
    internal static IDisposable Begin(Actor actor, RouteNeed ceiling, Permission standard, IReadOnlyList<Grant> grants)
    {
        var before = Ambient.Value;
        Ambient.Value = new CallerAccess(actor, ceiling, standard, grants);
        return new Restore(before);
    }

    /// <summary>What the caller may do with a resource: a denial wins, else the most of what was granted, else the standard.</summary>
    public Permission On(Resource resource) => Actor.IsAdmin ? Permission.Manage
        : Actor.Kind == ActorKind.Anonymous ? Permission.Deny
        : Decide(resource);

    /// <summary>Which resources of a kind the caller may read; null for all of them.</summary>
    internal VisibleKeys? Visible(ResourceKind kind)
    {
        if (Actor.IsAdmin)
        {
            return null;
        }

        if (Actor.Kind == ActorKind.Anonymous)
        {
            return new VisibleKeys(false, []);
        }

        var others = Decide(new Resource(kind, Resource.All)) >= Permission.Read;
        var exceptions = _grants.Where(grant => grant.Resource.Kind == kind && grant.Resource.Key != Resource.All).Select(grant => grant.Resource).Distinct()
            .Where(resource => Decide(resource) >= Permission.Read != others).Select(resource => resource.Key).ToList();
        return others && exceptions.Count == 0 ? null : new VisibleKeys(others, exceptions);
    }

    private Permission Decide(Resource resource)
    {
        Permission? most = null;
        foreach (var grant in _grants)
        {
            if (grant.Resource.Kind == resource.Kind && (grant.Resource.Key == resource.Key || grant.Resource.Key == Resource.All))
            {
                if (grant.Permission == Permission.Deny)
                {
                    return Permission.Deny;
                }

                most = most is { } known && known >= grant.Permission ? known : grant.Permission;
            }
        }

        return most ?? Standard;
    }

    private sealed class Restore(CallerAccess? before) : IDisposable
    {
        public void Dispose() => Ambient.Value = before;
    }
}

/// <summary>What a search may find: everything but the keys, or the keys alone.</summary>
internal sealed record VisibleKeys(bool Others, IReadOnlyList<string> Exceptions)
{
    /// <summary>Whether a key may be found.</summary>
    public bool Has(string key) => Exceptions.Contains(key) != Others;
}

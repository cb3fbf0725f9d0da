namespace Reprise.Tracking;

/// <summary>How the database spells <see cref="LifecycleStage"/>.</summary>
internal static class Lifecycles
{
    public const string Active = "active";

    public const string Deleted = "deleted";

    /// <summary>The spellings a view shows.</summary>
    public static IReadOnlyList<string> Of(ViewType view) => view switch
    {
        ViewType.ActiveOnly => [Active],
        ViewType.DeletedOnly => [Deleted],
        _ => [Active, Deleted],
    };
}

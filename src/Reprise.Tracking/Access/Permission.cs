namespace Reprise.Tracking.Access;

/// <summary>What somebody may do with one experiment or one registered model; each level holds those before it. The names on the wire are MLflow's.</summary>
public enum Permission
{
    /// <summary>Nothing, whatever else is granted: this one wins. On the wire <c>NO_PERMISSIONS</c>.</summary>
    Deny,

    /// <summary>See it, with its runs, versions and files; predict with it. On the wire <c>READ</c>.</summary>
    Read,

    /// <summary>Also log to it and change it. On the wire <c>EDIT</c>.</summary>
    Edit,

    /// <summary>Also delete it and say who else may do what. On the wire <c>MANAGE</c>.</summary>
    Manage,
}

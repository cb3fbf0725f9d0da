namespace Reprise.Tracking;

/// <summary>Whether an entity is in use or in the bin.</summary>
public enum LifecycleStage
{
    /// <summary>In use.</summary>
    Active,

    /// <summary>Deleted and restorable.</summary>
    Deleted,
}

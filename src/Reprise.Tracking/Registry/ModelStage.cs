namespace Reprise.Tracking.Registry;

/// <summary>Deployment stage of a model version.</summary>
public enum ModelStage
{
    /// <summary>Not staged.</summary>
    None,

    /// <summary>Under test.</summary>
    Staging,

    /// <summary>Live.</summary>
    Production,

    /// <summary>Retired.</summary>
    Archived,
}

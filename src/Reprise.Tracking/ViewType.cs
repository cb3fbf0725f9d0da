namespace Reprise.Tracking;

/// <summary>Which lifecycle stages a search returns.</summary>
public enum ViewType
{
    /// <summary>Only active entities.</summary>
    ActiveOnly,

    /// <summary>Only deleted entities.</summary>
    DeletedOnly,

    /// <summary>Both.</summary>
    All,
}

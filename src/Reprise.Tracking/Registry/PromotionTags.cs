namespace Reprise.Tracking.Registry;

/// <summary>The tags of a model version that record how it went live. MLflow shows them as any other tag.</summary>
public static class PromotionTags
{
    /// <summary>The version that was live before; absent when there was none, or when this version was rolled back.</summary>
    public const string PreviousVersion = "reprise.promotion.previous_version";

    /// <summary>The alias that moved.</summary>
    public const string Alias = "reprise.promotion.alias";

    /// <summary>Why it was promoted.</summary>
    public const string Reason = "reprise.promotion.reason";

    /// <summary>When it was promoted, in milliseconds since the Unix epoch.</summary>
    public const string Time = "reprise.promotion.time";

    /// <summary>Why it was rolled back.</summary>
    public const string RollbackReason = "reprise.rollback.reason";

    /// <summary>When it was rolled back, in milliseconds since the Unix epoch.</summary>
    public const string RollbackTime = "reprise.rollback.time";
}

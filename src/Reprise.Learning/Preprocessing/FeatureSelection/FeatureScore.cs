namespace Reprise.Learning.Preprocessing.FeatureSelection;

/// <summary>How a column is scored against the target, alone.</summary>
public enum FeatureScore
{
    /// <summary>
    /// The F statistic: of the analysis of variance between classes, or of the linear regression of a numeric target on the column. Finds linear dependence.
    /// </summary>
    F,

    /// <summary>χ² between the column's sums by class and those expected of independence; for classes, and counts or frequencies of at least 0.</summary>
    ChiSquared,

    /// <summary>
    /// Mutual information in nats, estimated from the distances to the three nearest neighbours: Ross (2014) for classes, Kraskov, Stögbauer and Grassberger
    /// (2004) for a numeric target. Finds any dependence; gives no p-values. O(rows · log rows) per column for classes, O(rows²) for a numeric target.
    /// </summary>
    MutualInformation,
}

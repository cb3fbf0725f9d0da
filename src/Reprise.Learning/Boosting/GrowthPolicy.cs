namespace Reprise.Learning.Boosting;

/// <summary>Which leaf of a growing tree is split next.</summary>
public enum GrowthPolicy
{
    /// <summary>The leaf whose split gains most, wherever it is (LightGBM, scikit-learn).</summary>
    LeafWise,

    /// <summary>Level after level, each leaf of a level in order (XGBoost's <c>depthwise</c>).</summary>
    LevelWise,
}

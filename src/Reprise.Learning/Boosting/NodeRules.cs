namespace Reprise.Learning.Boosting;

/// <summary>How an inner node of a boosted tree decides. The numbers are part of the model file.</summary>
[Flags]
internal enum NodeRules
{
    None = 0,

    /// <summary>Missing values (of a categorical node: and all categories outside the set) go left.</summary>
    MissingLeft = 1,

    /// <summary>The value is a category: those in the node's set go against the missing ones.</summary>
    Categorical = 2,

    /// <summary>Zero counts as missing too (LightGBM's <c>zero_as_missing</c>).</summary>
    ZeroIsMissing = 4,

    /// <summary>Every flag there is.</summary>
    All = MissingLeft | Categorical | ZeroIsMissing,
}

namespace Reprise.Learning.XGBoost;

/// <summary>How splits are looked for (XGBoost's <c>tree_method</c>).</summary>
public enum XGBoostMethod
{
    /// <summary>Over bins cut once, before the first round (<c>hist</c>).</summary>
    Histogram,

    /// <summary>Over every value (<c>exact</c>).</summary>
    Exact,

    /// <summary>Over bins cut anew for each tree (<c>approx</c>).</summary>
    Approximate,
}

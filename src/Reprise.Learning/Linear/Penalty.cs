namespace Reprise.Learning.Linear;

/// <summary>What keeps coefficients small.</summary>
public enum Penalty
{
    /// <summary>Half the sum of squares.</summary>
    L2,

    /// <summary>Nothing.</summary>
    None,

    /// <summary>The sum of absolute values; many coefficients become exactly 0.</summary>
    L1,

    /// <summary>A mixture of <see cref="L1"/> and <see cref="L2"/> (Zou and Hastie 2005).</summary>
    ElasticNet,
}

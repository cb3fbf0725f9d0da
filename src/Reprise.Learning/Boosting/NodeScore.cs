namespace Reprise.Learning.Boosting;

/// <summary>Weights and scores of nodes by second-order boosting (Chen and Guestrin 2016, equations 5 to 7), in the units of <see cref="PackedGradients"/>.</summary>
internal readonly struct NodeScore
{
    private readonly double _l1;
    private readonly double _l2;
    private readonly double _weightUnit;

    public NodeScore(TreeRules rules, PackedGradients gradients)
    {
        _l1 = rules.L1 * gradients.FirstScale;
        _l2 = rules.L2 * gradients.SecondScale;
        _weightUnit = gradients.SecondScale / gradients.FirstScale;
        ScoreUnit = gradients.SecondScale / gradients.FirstScale / gradients.FirstScale;
        IsPlain = rules.L1 == 0 && rules.Monotone.Length == 0;
        L2 = _l2;
    }

    /// <summary>The L2 penalty in units.</summary>
    public double L2 { get; }

    /// <summary>What one unit of score is in the loss's unit.</summary>
    public double ScoreUnit { get; }

    /// <summary>Whether scores are g² / (h + λ), without L1 penalty and bounds.</summary>
    public bool IsPlain { get; }

    /// <summary>The best weight −T(g) / (h + λ) of a node, cut to its bounds, in the loss's unit.</summary>
    public double Weight(double first, double second, double lower, double upper)
    {
        var weight = -Thresholded(first) / (second + _l2) * _weightUnit;
        return Math.Min(Math.Max(weight, lower), upper);
    }

    /// <summary>How far a node of this weight lowers twice the loss: −(2 T(g) w + (h + λ) w²).</summary>
    public double Score(double first, double second, double weight)
    {
        var w = weight / _weightUnit;
        var penalized = first + (w < 0 ? -_l1 : w > 0 ? _l1 : 0);
        return -((2 * penalized * w) + ((second + _l2) * w * w));
    }

    /// <summary>The score at the best weight within bounds.</summary>
    public double Score(long packed, double lower, double upper)
    {
        double first = PackedGradients.First(packed), second = PackedGradients.Second(packed);
        return IsPlain ? first * first / (second + _l2) : Score(first, second, Weight(first, second, lower, upper));
    }

    private double Thresholded(double first) => first > _l1 ? first - _l1 : first < -_l1 ? first + _l1 : 0;
}

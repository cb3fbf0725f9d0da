namespace Reprise.Learning.Metrics;

/// <summary>A value with the interval that covers the true one with probability <paramref name="Level"/>.</summary>
/// <param name="Value">What was measured on all rows.</param>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
/// <param name="Level">The coverage asked for, in (0, 1).</param>
public readonly record struct ConfidenceInterval(double Value, double Low, double High, double Level)
{
    /// <summary>Whether a value lies in the interval.</summary>
    public bool Contains(double value) => value >= Low && value <= High;
}

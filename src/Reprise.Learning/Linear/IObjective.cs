namespace Reprise.Learning.Linear;

/// <summary>A smooth function to be minimised.</summary>
internal interface IObjective
{
    /// <summary>How far values are from exact, relative to them: smaller differences are noise.</summary>
    double Noise { get; }

    /// <summary>The value at a point; its gradient is written.</summary>
    double Evaluate(ReadOnlySpan<double> point, Span<double> gradient);
}

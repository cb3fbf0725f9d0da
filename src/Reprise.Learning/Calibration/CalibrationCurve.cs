namespace Reprise.Learning.Calibration;

/// <summary>A fitted curve from a score to a probability. Immutable.</summary>
internal abstract class CalibrationCurve
{
    /// <summary>The probability at a finite score, in [0, 1].</summary>
    public abstract double At(double score);

    /// <summary>Fits a curve on scores and whether each row is positive; weights above 0, or none for 1 each.</summary>
    public static CalibrationCurve Fit(CalibrationMethod method, ReadOnlySpan<double> scores, ReadOnlySpan<bool> truth, ReadOnlySpan<double> weights) =>
        method == CalibrationMethod.Sigmoid ? SigmoidCurve.Fit(scores, truth, weights) : IsotonicCurve.Fit(scores, truth, weights);
}

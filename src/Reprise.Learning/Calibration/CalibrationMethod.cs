namespace Reprise.Learning.Calibration;

/// <summary>The curve from scores to probabilities.</summary>
public enum CalibrationMethod
{
    /// <summary>A logistic function of the score (Platt 1999): two parameters, for few rows.</summary>
    Sigmoid,

    /// <summary>Any rising function (Zadrozny and Elkan 2002): for about a thousand rows and more.</summary>
    Isotonic,
}

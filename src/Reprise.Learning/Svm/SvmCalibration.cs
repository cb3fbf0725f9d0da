namespace Reprise.Learning.Svm;

/// <summary>Where the probabilities of a support vector classifier come from.</summary>
public enum SvmCalibration
{
    /// <summary>A sigmoid per pair of classes, fitted on decision values of rows held out in five folds (Platt 1999), coupled over the pairs (Wu, Lin and Weng 2004).</summary>
    Sigmoid,

    /// <summary>Each class's share of the votes of the pairs, with the summed decision values between equals: an order of the classes, no calibrated probability.</summary>
    None,
}

using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Calibration;

/// <summary>A fitted <see cref="TunedThresholdClassifier"/>: its classifier's probabilities with the odds scaled so that the chosen threshold lies at one half.</summary>
public sealed class TunedThresholdClassifierModel : IClassifierModel
{
    private readonly double[] _thresholds;

    internal TunedThresholdClassifierModel(IClassifierModel classifier, double[] thresholds) => (Classifier, _thresholds) = (classifier, thresholds);

    /// <summary>What was fitted; its probabilities are the raw ones.</summary>
    public IClassifierModel Classifier { get; }

    /// <summary>Per class the raw probability from which on it beats the first class alone, in (0, 1); one half for the first. Of two classes, the second's is the decision threshold.</summary>
    public ReadOnlySpan<double> Thresholds => _thresholds;

    /// <inheritdoc/>
    public int InputColumns => Classifier.InputColumns;

    /// <inheritdoc/>
    public int ClassCount => Classifier.ClassCount;

    /// <inheritdoc/>
    public void PredictProbabilities(MatrixView x, Span<double> destination, CancellationToken cancellationToken = default)
    {
        Require.Columns(x, InputColumns, nameof(TunedThresholdClassifier));
        Require.Destination(destination, (long)x.Rows * ClassCount);

        Classifier.PredictProbabilities(x, destination, cancellationToken);
        Scale(destination, _thresholds);
    }

    /// <summary>Multiplies the odds of each class by (1 − t) / t and makes each row sum to 1 again.</summary>
    internal static void Scale(Span<double> probabilities, double[] thresholds)
    {
        for (var start = 0; start < probabilities.Length; start += thresholds.Length)
        {
            var row = probabilities.Slice(start, thresholds.Length);
            var sum = 0.0;
            for (var i = 0; i < row.Length; i++)
            {
                row[i] *= (1 - thresholds[i]) / thresholds[i];
                sum += row[i];
            }

            foreach (ref var probability in row)
            {
                probability /= sum;
            }
        }
    }
}

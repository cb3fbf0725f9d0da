using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Core.Numerics;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Boosting;

/// <summary>Boosted trees that give class probabilities: the logistic function of one score for two classes, the softmax of a score per class for more.</summary>
/// <remarks>Missing values (NaN) go the way each split learned, where the trees were fitted for them; else they are refused. O(rows · trees · depth). Immutable; safe to share between threads.</remarks>
public sealed class BoostedClassifierModel : IClassifierModel, IFeatureImportances
{
    private readonly TreeEnsemble _ensemble;
    private readonly SplitTally _tally;
    private readonly string[] _names;
    private readonly double[] _importances;

    internal BoostedClassifierModel(TreeEnsemble ensemble, SplitTally tally, string[]? names = null) =>
        (_ensemble, _tally, _names, _importances) = (ensemble, tally, names ?? [], tally.Shares());

    /// <inheritdoc/>
    public int InputColumns => _ensemble.Columns;

    /// <inheritdoc/>
    public int ClassCount => _ensemble.Outputs == 1 ? 2 : _ensemble.Outputs;

    /// <summary>Number of trees: rounds times scores per row.</summary>
    public int TreeCount => _ensemble.Trees.Length;

    /// <summary>Number of rounds kept.</summary>
    public int RoundCount => TreeCount / _ensemble.Outputs;

    /// <summary>Per column the sum of its splits' gains over all trees.</summary>
    public ReadOnlySpan<double> FeatureGains => _tally.Gains;

    /// <summary>Per column the number of its splits over all trees.</summary>
    public ReadOnlySpan<double> FeatureSplits => _tally.Splits;

    /// <summary>Per column its part of all splits' gains; they sum to 1, or are all 0 when no split gained anything.</summary>
    public ReadOnlySpan<double> FeatureImportances => _importances;

    /// <summary>Names of the columns where the model was read from a file that has them; else empty.</summary>
    public IReadOnlyList<string> FeatureNames => _names;

    internal TreeEnsemble Ensemble => _ensemble;

    internal SplitTally Tally => _tally;

    /// <summary>Writes rows × scores before the logistic function or softmax, row-major: one score for two classes, else one per class.</summary>
    /// <inheritdoc cref="PredictProbabilities"/>
    public void Scores(MatrixView x, Span<double> destination, CancellationToken cancellationToken = default)
    {
        _ensemble.Check(x, nameof(BoostedClassifierModel));
        Require.Destination(destination, (long)x.Rows * _ensemble.Outputs);

        _ensemble.Scores(x, destination, cancellationToken);
    }

    /// <inheritdoc/>
    public void PredictProbabilities(MatrixView x, Span<double> destination, CancellationToken cancellationToken = default)
    {
        _ensemble.Check(x, nameof(BoostedClassifierModel));
        Require.Destination(destination, (long)x.Rows * ClassCount);

        if (_ensemble.Outputs > 1)
        {
            _ensemble.Scores(x, destination, cancellationToken);
            for (var row = 0; row < x.Rows; row++)
            {
                Softmax(destination.Slice(row * ClassCount, ClassCount));
            }

            return;
        }

        var scores = new double[x.Rows];
        _ensemble.Scores(x, scores, cancellationToken);
        for (var row = 0; row < scores.Length; row++)
        {
            var e = PortableMath.Exp(-Math.Abs(scores[row]));
            var (less, more) = (e / (1 + e), 1 / (1 + e));
            (destination[2 * row], destination[(2 * row) + 1]) = scores[row] > 0 ? (less, more) : (more, less);
        }
    }

    private static void Softmax(Span<double> values)
    {
        var greatest = values[0];
        foreach (var value in values)
        {
            greatest = Math.Max(greatest, value);
        }

        var sum = 0.0;
        foreach (ref var value in values)
        {
            value = PortableMath.Exp(value - greatest);
            sum += value;
        }

        foreach (ref var value in values)
        {
            value /= sum;
        }
    }
}

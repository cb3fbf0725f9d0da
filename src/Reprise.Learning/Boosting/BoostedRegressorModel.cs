using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Core.Numerics;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Boosting;

/// <summary>Boosted trees that give a number: their sum, or its exponential.</summary>
/// <remarks>Missing values (NaN) go the way each split learned, where the trees were fitted for them; else they are refused. O(rows · trees · depth). Immutable; safe to share between threads.</remarks>
public sealed class BoostedRegressorModel : IRegressorModel, IFeatureImportances
{
    private readonly TreeEnsemble _ensemble;
    private readonly SplitTally _tally;
    private readonly string[] _names;
    private readonly double[] _importances;

    internal BoostedRegressorModel(TreeEnsemble ensemble, SplitTally tally, bool exponential, string[]? names = null) =>
        (_ensemble, _tally, IsExponential, _names, _importances) = (ensemble, tally, exponential, names ?? [], tally.Shares());

    /// <inheritdoc/>
    public int InputColumns => _ensemble.Columns;

    /// <summary>Number of trees, one per round.</summary>
    public int TreeCount => _ensemble.Trees.Length;

    /// <summary>Whether predictions are exp(sum of the trees), as for counts.</summary>
    public bool IsExponential { get; }

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

    /// <inheritdoc/>
    public void Predict(MatrixView x, Span<double> destination, CancellationToken cancellationToken = default)
    {
        _ensemble.Check(x, nameof(BoostedRegressorModel));
        Require.Destination(destination, x.Rows);

        _ensemble.Scores(x, destination, cancellationToken);
        if (IsExponential)
        {
            foreach (ref var value in destination)
            {
                value = Math.Min(PortableMath.Exp(value), double.MaxValue);
            }
        }
    }
}

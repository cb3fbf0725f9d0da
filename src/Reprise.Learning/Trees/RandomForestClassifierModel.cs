using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Trees;

/// <summary>A fitted <see cref="RandomForestClassifier"/>. Probabilities are the mean of the trees' leaf frequencies.</summary>
public sealed class RandomForestClassifierModel : IClassifierModel, IFeatureImportances
{
    private readonly Tree[] _trees;
    private readonly double[] _importances;

    internal RandomForestClassifierModel(Tree[] trees, double[] importances, int classes) =>
        (_trees, _importances, ClassCount) = (trees, importances, classes);

    /// <inheritdoc/>
    public int InputColumns => _importances.Length;

    /// <inheritdoc/>
    public int ClassCount { get; }

    /// <summary>Number of trees.</summary>
    public int TreeCount => _trees.Length;

    /// <summary>Per feature its mean part of the trees' fall in impurity; they sum to 1, or are all 0 when no tree has a split.</summary>
    public ReadOnlySpan<double> FeatureImportances => _importances;

    internal ReadOnlySpan<Tree> Trees => _trees;

    /// <inheritdoc/>
    public void PredictProbabilities(MatrixView x, Span<double> destination, CancellationToken cancellationToken = default)
    {
        Require.Columns(x, InputColumns, nameof(RandomForestClassifier));
        Require.Destination(destination, (long)x.Rows * ClassCount);
        Require.Finite(x);

        destination.Clear();
        foreach (var tree in _trees)
        {
            cancellationToken.ThrowIfCancellationRequested();
            tree.AddTo(x, destination);
        }

        foreach (ref var probability in destination)
        {
            probability /= _trees.Length;
        }
    }
}

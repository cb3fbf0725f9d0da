using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Trees;

/// <summary>A fitted <see cref="DecisionTreeClassifier"/>. Probabilities are the class frequencies of the leaf a row falls into.</summary>
public sealed class DecisionTreeClassifierModel : IClassifierModel, IFeatureImportances
{
    private readonly double[] _importances;

    internal DecisionTreeClassifierModel(Tree tree, double[] importances, int classes) =>
        (Tree, _importances, ClassCount) = (tree, importances, classes);

    /// <inheritdoc/>
    public int InputColumns => _importances.Length;

    /// <inheritdoc/>
    public int ClassCount { get; }

    /// <summary>Number of nodes, leaves included.</summary>
    public int NodeCount => Tree.Nodes.Length;

    /// <summary>Per feature its part of the fall in impurity; they sum to 1, or are all 0 for a tree without a split.</summary>
    public ReadOnlySpan<double> FeatureImportances => _importances;

    internal Tree Tree { get; }

    /// <inheritdoc/>
    public void PredictProbabilities(MatrixView x, Span<double> destination, CancellationToken cancellationToken = default)
    {
        Require.Columns(x, InputColumns, nameof(DecisionTreeClassifier));
        Require.Destination(destination, (long)x.Rows * ClassCount);
        Require.Finite(x);
        cancellationToken.ThrowIfCancellationRequested();

        destination.Clear();
        Tree.AddTo(x, destination);
    }
}

using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Trees;

/// <summary>A fitted <see cref="DecisionTreeClassifier"/>. Probabilities are the class frequencies of the leaf a row falls into.</summary>
public sealed class DecisionTreeClassifierModel : IClassifierModel, IFeatureImportances
{
    internal DecisionTreeClassifierModel(FittedTrees fitted, int classes) => (Fitted, ClassCount) = (fitted, classes);

    /// <inheritdoc/>
    public int InputColumns => Fitted.Importances.Length;

    /// <inheritdoc/>
    public int ClassCount { get; }

    /// <summary>Number of nodes, leaves included.</summary>
    public int NodeCount => Tree.Nodes.Length;

    /// <summary>Number of leaves.</summary>
    public int LeafCount => Tree.LeafCount;

    /// <summary>Per feature its part of the fall in impurity; they sum to 1, or are all 0 for a tree without a split.</summary>
    public ReadOnlySpan<double> FeatureImportances => Fitted.Importances;

    internal Tree Tree => Fitted.Trees[0];

    internal FittedTrees Fitted { get; }

    /// <inheritdoc/>
    public void PredictProbabilities(MatrixView x, Span<double> destination, CancellationToken cancellationToken = default) =>
        Fitted.Predict(x, destination, nameof(DecisionTreeClassifier), cancellationToken);
}

using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Trees;

/// <summary>A fitted <see cref="DecisionTreeRegressor"/>. A prediction is the mean target of the leaf a row falls into.</summary>
public sealed class DecisionTreeRegressorModel : IRegressorModel, IFeatureImportances
{
    internal DecisionTreeRegressorModel(FittedTrees fitted) => Fitted = fitted;

    /// <inheritdoc/>
    public int InputColumns => Fitted.Importances.Length;

    /// <summary>Number of nodes, leaves included.</summary>
    public int NodeCount => Tree.Nodes.Length;

    /// <summary>Number of leaves.</summary>
    public int LeafCount => Tree.LeafCount;

    /// <summary>Per feature its part of the fall in squared error; they sum to 1, or are all 0 for a tree without a split.</summary>
    public ReadOnlySpan<double> FeatureImportances => Fitted.Importances;

    internal Tree Tree => Fitted.Trees[0];

    internal FittedTrees Fitted { get; }

    /// <inheritdoc/>
    public void Predict(MatrixView x, Span<double> destination, CancellationToken cancellationToken = default) =>
        Fitted.Predict(x, destination, nameof(DecisionTreeRegressor), cancellationToken);
}

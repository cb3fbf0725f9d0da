using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Trees;

/// <summary>A fitted <see cref="RandomForestRegressor"/>. A prediction is the mean of the trees' leaf values.</summary>
public sealed class RandomForestRegressorModel : IRegressorModel, IFeatureImportances
{
    internal RandomForestRegressorModel(FittedTrees fitted) => Fitted = fitted;

    /// <inheritdoc/>
    public int InputColumns => Fitted.Importances.Length;

    /// <summary>Number of trees.</summary>
    public int TreeCount => Fitted.Trees.Length;

    /// <summary>Per feature its mean part of the trees' fall in squared error; they sum to 1, or are all 0 when no tree has a split.</summary>
    public ReadOnlySpan<double> FeatureImportances => Fitted.Importances;

    /// <summary>R² on training rows by the trees that did not draw them; null unless asked for, or when every tree drew every row.</summary>
    public double? OutOfBagScore => Fitted.OutOfBagScore;

    internal ReadOnlySpan<Tree> Trees => Fitted.Trees;

    internal FittedTrees Fitted { get; }

    /// <inheritdoc/>
    public void Predict(MatrixView x, Span<double> destination, CancellationToken cancellationToken = default) =>
        Fitted.Predict(x, destination, nameof(RandomForestRegressor), cancellationToken);
}

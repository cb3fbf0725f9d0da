using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Trees;

/// <summary>A fitted <see cref="RandomForestClassifier"/>. Probabilities are the mean of the trees' leaf frequencies.</summary>
public sealed class RandomForestClassifierModel : IClassifierModel, IFeatureImportances
{
    internal RandomForestClassifierModel(FittedTrees fitted, int classes) => (Fitted, ClassCount) = (fitted, classes);

    /// <inheritdoc/>
    public int InputColumns => Fitted.Importances.Length;

    /// <inheritdoc/>
    public int ClassCount { get; }

    /// <summary>Number of trees.</summary>
    public int TreeCount => Fitted.Trees.Length;

    /// <summary>Per feature its mean part of the trees' fall in impurity; they sum to 1, or are all 0 when no tree has a split.</summary>
    public ReadOnlySpan<double> FeatureImportances => Fitted.Importances;

    /// <summary>Accuracy on training rows by the trees that did not draw them; null unless asked for, or when every tree drew every row.</summary>
    public double? OutOfBagScore => Fitted.OutOfBagScore;

    internal ReadOnlySpan<Tree> Trees => Fitted.Trees;

    internal FittedTrees Fitted { get; }

    /// <inheritdoc/>
    public void PredictProbabilities(MatrixView x, Span<double> destination, CancellationToken cancellationToken = default) =>
        Fitted.Predict(x, destination, nameof(RandomForestClassifier), cancellationToken);
}

using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Ensembles;

/// <summary>A fitted <see cref="StackingClassifier"/>.</summary>
public sealed class StackingClassifierModel : IClassifierModel
{
    internal StackingClassifierModel(IReadOnlyList<IClassifierModel> models, IClassifierModel final, bool passThrough) =>
        (Models, Final, PassThrough) = (models, final, passThrough);

    /// <summary>The members, fitted on all rows, in order.</summary>
    public IReadOnlyList<IClassifierModel> Models { get; }

    /// <summary>What combines their probabilities.</summary>
    public IClassifierModel Final { get; }

    /// <summary>Whether <see cref="Final"/> sees the features too.</summary>
    public bool PassThrough { get; }

    /// <inheritdoc/>
    public int InputColumns => Models[0].InputColumns;

    /// <inheritdoc/>
    public int ClassCount => Final.ClassCount;

    /// <inheritdoc/>
    public void PredictProbabilities(MatrixView x, Span<double> destination, CancellationToken cancellationToken = default)
    {
        Require.Columns(x, InputColumns, nameof(StackingClassifier));
        Require.Destination(destination, (long)x.Rows * ClassCount);

        var stack = StackedFeatures.Start(x, Models.Count, StackedFeatures.PerClassifier(ClassCount), PassThrough);
        for (var i = 0; i < Models.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            StackedFeatures.Put(stack, i, Models[i].PredictProbabilities(x, cancellationToken));
        }

        Final.PredictProbabilities(stack, destination, cancellationToken);
    }
}

using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Ensembles;

/// <summary>A fitted <see cref="StackingRegressor"/>.</summary>
public sealed class StackingRegressorModel : IRegressorModel
{
    internal StackingRegressorModel(IReadOnlyList<IRegressorModel> models, IRegressorModel final, bool passThrough) =>
        (Models, Final, PassThrough) = (models, final, passThrough);

    /// <summary>The members, fitted on all rows, in order.</summary>
    public IReadOnlyList<IRegressorModel> Models { get; }

    /// <summary>What combines their values.</summary>
    public IRegressorModel Final { get; }

    /// <summary>Whether <see cref="Final"/> sees the features too.</summary>
    public bool PassThrough { get; }

    /// <inheritdoc/>
    public int InputColumns => Models[0].InputColumns;

    /// <inheritdoc/>
    public void Predict(MatrixView x, Span<double> destination, CancellationToken cancellationToken = default)
    {
        Require.Columns(x, InputColumns, nameof(StackingRegressor));
        Require.Destination(destination, x.Rows);

        var stack = StackedFeatures.Start(x, Models.Count, 1, PassThrough);
        for (var i = 0; i < Models.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            StackedFeatures.Put(stack, i, Models[i].Predict(x, cancellationToken));
        }

        Final.Predict(stack, destination, cancellationToken);
    }
}

using Reprise.Core.Matrices;
using Reprise.Core.Tables;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Pipelines;

/// <summary>What every fitted pipeline does before its last estimator: encodes the table's columns and runs the preprocessing steps in order.</summary>
/// <param name="Columns">The fitted encoder.</param>
/// <param name="Steps">The fitted steps.</param>
internal sealed record FittedSteps(ITableEncoderModel Columns, IReadOnlyList<ITransformerModel> Steps)
{
    /// <summary>Names of the features the last estimator sees.</summary>
    public IReadOnlyList<string> FeatureNames => Steps.Aggregate(Columns.FeatureNames, (names, step) => step.FeatureNames(names));

    /// <summary>Rows as the last estimator sees them.</summary>
    public Matrix Transform(Table rows, CancellationToken cancellationToken)
    {
        var x = Columns.Transform(rows);
        foreach (var step in Steps)
        {
            cancellationToken.ThrowIfCancellationRequested();
            x = step.Transform(x);
        }

        return x;
    }

    /// <summary>Encoded rows as the last estimator sees them.</summary>
    public MatrixView Transform(MatrixView x, CancellationToken cancellationToken)
    {
        foreach (var step in Steps)
        {
            cancellationToken.ThrowIfCancellationRequested();
            x = step.Transform(x);
        }

        return x;
    }

    /// <summary>Fits the encoder and each step on what the ones before give.</summary>
    public static (FittedSteps Fitted, MatrixView X) Fit(
        ITableEncoder columns, IReadOnlyList<IPreprocessor> steps, Table table, PipelineTarget target, CancellationToken cancellationToken)
    {
        var encoder = columns.Fit(table, cancellationToken);
        return Fit(encoder, encoder.Transform(table), steps, target, cancellationToken);
    }

    /// <summary>Fits each step on what the ones before give, the first on rows that are encoded already.</summary>
    public static (FittedSteps Fitted, MatrixView X) Fit(
        ITableEncoderModel encoder, MatrixView x, IReadOnlyList<IPreprocessor> steps, PipelineTarget target, CancellationToken cancellationToken)
    {
        var (fitted, features) = FitSteps(x, steps, target, cancellationToken);
        return (new FittedSteps(encoder, fitted), features);
    }

    /// <summary>Fits each step on what the ones before give.</summary>
    public static (ITransformerModel[] Fitted, MatrixView X) FitSteps(
        MatrixView x, IReadOnlyList<IPreprocessor> steps, PipelineTarget target, CancellationToken cancellationToken)
    {
        var fitted = new ITransformerModel[steps.Count];
        for (var i = 0; i < fitted.Length; i++)
        {
            fitted[i] = steps[i] switch
            {
                ITransformer transformer => transformer.Fit(x, cancellationToken),
                ISupervisedTransformer supervised => target.Fit(supervised, x, cancellationToken),
                var other => throw new ArgumentException(
                    $"Step {i} is a `{other?.GetType().Name}`; a step is an {nameof(ITransformer)} or an {nameof(ISupervisedTransformer)}.", nameof(steps)),
            };
            x = fitted[i].Transform(x);
        }

        return (fitted, x);
    }
}

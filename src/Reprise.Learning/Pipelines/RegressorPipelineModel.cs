using Reprise.Core.Matrices;
using Reprise.Core.Tables;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Pipelines;

/// <summary>A fitted <see cref="RegressorPipeline"/>. Immutable; safe to call from many threads.</summary>
public sealed class RegressorPipelineModel : ITabularRegressor
{
    private readonly FittedSteps _steps;

    internal RegressorPipelineModel(string target, FittedSteps steps, IRegressorModel regressor) => (Target, _steps, Regressor) = (target, steps, regressor);

    /// <inheritdoc/>
    public string Target { get; }

    /// <inheritdoc/>
    public IReadOnlyList<InputColumn> Inputs => Columns.Inputs;

    /// <inheritdoc/>
    public IReadOnlyList<string> FeatureNames => _steps.FeatureNames;

    /// <summary>Reads the columns.</summary>
    public ITableEncoderModel Columns => _steps.Columns;

    /// <summary>The fitted preprocessing steps, in order.</summary>
    public IReadOnlyList<ITransformerModel> Steps => _steps.Steps;

    /// <summary>The fitted regressor.</summary>
    public IRegressorModel Regressor { get; }

    /// <inheritdoc/>
    public Matrix Features(Table rows, CancellationToken cancellationToken = default) => _steps.Transform(rows, cancellationToken);

    /// <inheritdoc/>
    public double[] Predict(Table rows, CancellationToken cancellationToken = default) =>
        Regressor.Predict(Features(rows, cancellationToken), cancellationToken);
}

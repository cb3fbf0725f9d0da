using Reprise.Core.Matrices;
using Reprise.Core.Tables;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Pipelines;

/// <summary>A fitted <see cref="ClustererPipeline"/>. Immutable; safe to call from many threads.</summary>
public sealed class ClustererPipelineModel : ITabularClusterer
{
    private readonly FittedSteps _steps;

    internal ClustererPipelineModel(FittedSteps steps, IClustererModel clusterer) => (_steps, Clusterer) = (steps, clusterer);

    /// <inheritdoc/>
    public int ClusterCount => Clusterer.ClusterCount;

    /// <inheritdoc/>
    public IReadOnlyList<InputColumn> Inputs => Columns.Inputs;

    /// <inheritdoc/>
    public IReadOnlyList<string> FeatureNames => _steps.FeatureNames;

    /// <summary>Reads the columns.</summary>
    public ITableEncoderModel Columns => _steps.Columns;

    /// <summary>The fitted preprocessing steps, in order.</summary>
    public IReadOnlyList<ITransformerModel> Steps => _steps.Steps;

    /// <summary>The fitted clusters.</summary>
    public IClustererModel Clusterer { get; }

    /// <inheritdoc/>
    public Matrix Features(Table rows, CancellationToken cancellationToken = default) => _steps.Transform(rows, cancellationToken);

    /// <inheritdoc/>
    public int[] Predict(Table rows, CancellationToken cancellationToken = default) =>
        Clusterer.Predict(Features(rows, cancellationToken), cancellationToken);
}

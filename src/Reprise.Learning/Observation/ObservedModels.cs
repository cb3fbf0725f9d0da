using Reprise.Core.Tables;
using Reprise.Learning.Estimators;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Preprocessing;

namespace Reprise.Learning.Observation;

/// <summary>Fitted models as models over named columns, which is what can be saved and served.</summary>
internal static class ObservedModels
{
    /// <summary>A pipeline's model as it is; a bare one as a pipeline that reads the matrix's columns, with missing values where the estimator takes them.</summary>
    public static ITabularModel? Tabular(object? model, object estimator, FitData data) => model switch
    {
        ITabularModel tabular => tabular,
        IClassifierModel classifier => new ClassifierPipelineModel(data.Target ?? FitData.MatrixTarget, data.ClassLabels, Columns(estimator, data), classifier),
        IRegressorModel regressor => new RegressorPipelineModel(data.Target ?? FitData.MatrixTarget, Columns(estimator, data), regressor),
        IClustererModel clusterer => new ClustererPipelineModel(Columns(estimator, data), clusterer),
        _ => null,
    };

    private static FittedSteps Columns(object estimator, FitData data) =>
        new(new NumericSelectorModel([.. data.FeatureNames.Select(name => new InputColumn(name, ColumnType.Double))], estimator is IAcceptsMissing), []);
}

using Reprise.Learning.Estimators;
using Reprise.Learning.Pipelines;

namespace Reprise.Learning.Selection;

/// <summary>Variants of pipelines for grids: <c>.With("Trees", [50, 200], (p, v) => p.WithClassifier((RandomForestClassifier f) => f with { Trees = v }))</c>.</summary>
public static class PipelineExtensions
{
    /// <summary>The pipeline with its classifier changed.</summary>
    /// <exception cref="ArgumentException">The pipeline's classifier is of another type.</exception>
    public static ClassifierPipeline WithClassifier<TClassifier>(this ClassifierPipeline pipeline, Func<TClassifier, TClassifier> change)
        where TClassifier : class, IClassifier
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        ArgumentNullException.ThrowIfNull(change);
        return pipeline with { Classifier = change(Last<TClassifier>(pipeline.Classifier)) };
    }

    /// <summary>The pipeline with its regressor changed.</summary>
    /// <exception cref="ArgumentException">The pipeline's regressor is of another type.</exception>
    public static RegressorPipeline WithRegressor<TRegressor>(this RegressorPipeline pipeline, Func<TRegressor, TRegressor> change)
        where TRegressor : class, IRegressor
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        ArgumentNullException.ThrowIfNull(change);
        return pipeline with { Regressor = change(Last<TRegressor>(pipeline.Regressor)) };
    }

    private static T Last<T>(object estimator)
        where T : class =>
        estimator as T ?? throw new ArgumentException($"The pipeline ends in a `{estimator.GetType().Name}`, not a `{typeof(T).Name}`.", nameof(estimator));
}

namespace Reprise.Learning.Selection.Searches;

/// <summary>Starts a <see cref="SearchSpace{TEstimator}"/>.</summary>
public static class SearchSpace
{
    /// <summary>The estimator as it is; <see cref="SearchSpace{TEstimator}.With{TValue}"/> adds parameters to draw.</summary>
    /// <example>
    /// <code>
    /// SearchSpace.Of(new RandomForestClassifier())
    ///     .With("Trees", Distribution.LogInteger(10, 1000), (forest, value) => forest with { Trees = value })
    /// </code>
    /// </example>
    public static SearchSpace<TEstimator> Of<TEstimator>(TEstimator estimator)
        where TEstimator : class
    {
        ArgumentNullException.ThrowIfNull(estimator);
        return new SearchSpace<TEstimator>(estimator, []);
    }
}

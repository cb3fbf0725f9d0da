namespace Reprise.Learning.Selection.Searches;

/// <summary>Starts a <see cref="Grid{TEstimator}"/>.</summary>
public static class Grid
{
    /// <summary>One candidate: the estimator as it is. <see cref="Grid{TEstimator}.With{TValue}"/> multiplies it.</summary>
    /// <example>
    /// <code>
    /// Grid.Of(new RandomForestClassifier())
    ///     .With("Trees", [50, 200], (forest, value) => forest with { Trees = value })
    ///     .With&lt;int?&gt;("MaxDepth", [5, 10, null], (forest, value) => forest with { MaxDepth = value })
    /// </code>
    /// </example>
    public static Grid<TEstimator> Of<TEstimator>(TEstimator estimator)
        where TEstimator : class
    {
        ArgumentNullException.ThrowIfNull(estimator);
        return new Grid<TEstimator>([new Candidate<TEstimator>(estimator, [])]);
    }
}

using System.Collections;

namespace Reprise.Learning.Selection.Searches;

/// <summary>Every combination of parameter values as a list of estimators: a grid is a list of <c>with</c> expressions. Immutable.</summary>
/// <remarks>The parameter given last varies fastest.</remarks>
public sealed class Grid<TEstimator> : IReadOnlyList<Candidate<TEstimator>>
    where TEstimator : class
{
    private readonly Candidate<TEstimator>[] _candidates;

    internal Grid(Candidate<TEstimator>[] candidates) => _candidates = candidates;

    /// <inheritdoc/>
    public int Count => _candidates.Length;

    /// <inheritdoc/>
    public Candidate<TEstimator> this[int index] => _candidates[index];

    /// <summary>The grid times the values of one more parameter.</summary>
    /// <param name="name">The parameter's name in results.</param>
    /// <param name="values">At least one.</param>
    /// <param name="set">The estimator with a value: <c>(forest, value) => forest with { Trees = value }</c>.</param>
    /// <exception cref="ArgumentException">There is no value, or the grid already has a parameter of this name.</exception>
    public Grid<TEstimator> With<TValue>(string name, IReadOnlyList<TValue> values, Func<TEstimator, TValue, TEstimator> set)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(set);
        if (values.Count == 0 || Array.Exists(_candidates, candidate => candidate.Parameters.Any(parameter => parameter.Key == name)))
        {
            throw new ArgumentException($"A grid takes each parameter once, with at least one value. Got '{name}' with {values.Count}.", nameof(name));
        }

        return new Grid<TEstimator>(
        [
            .. _candidates.SelectMany(candidate => values.Select(value =>
                new Candidate<TEstimator>(set(candidate.Estimator, value), [.. candidate.Parameters, new(name, value)]))),
        ]);
    }

    /// <summary>The candidates of both grids, these first: for parameters that only some combinations have.</summary>
    public Grid<TEstimator> And(Grid<TEstimator> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new Grid<TEstimator>([.. _candidates, .. other._candidates]);
    }

    /// <inheritdoc/>
    public IEnumerator<Candidate<TEstimator>> GetEnumerator() => ((IEnumerable<Candidate<TEstimator>>)_candidates).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

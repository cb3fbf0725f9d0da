using Reprise.Core.Errors;
using Reprise.Core.Randomness;

namespace Reprise.Learning.Selection.Searches;

/// <summary>Parameters of an estimator and where their values are drawn from. Immutable.</summary>
public sealed class SearchSpace<TEstimator>
    where TEstimator : class
{
    private const int TriesPerDraw = 100;
    private readonly TEstimator _estimator;
    private readonly Parameter[] _parameters;

    internal SearchSpace(TEstimator estimator, Parameter[] parameters) => (_estimator, _parameters) = (estimator, parameters);

    /// <summary>The space with one more parameter.</summary>
    /// <param name="name">The parameter's name in results.</param>
    /// <param name="distribution">Where values come from.</param>
    /// <param name="set">The estimator with a value: <c>(forest, value) => forest with { Trees = value }</c>.</param>
    /// <exception cref="ArgumentException">The space already has a parameter of this name.</exception>
    public SearchSpace<TEstimator> With<TValue>(string name, Distribution<TValue> distribution, Func<TEstimator, TValue, TEstimator> set)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(distribution);
        ArgumentNullException.ThrowIfNull(set);
        return Array.Exists(_parameters, parameter => parameter.Name == name)
            ? throw new ArgumentException($"A search space takes each parameter once; '{name}' is there already.", nameof(name))
            : new SearchSpace<TEstimator>(
                _estimator, [.. _parameters, new Parameter(name, rng => distribution.Draw(rng), (estimator, value) => set(estimator, (TValue)value!))]);
    }

    /// <summary>Draws candidates, all different; fewer than asked for when the space has fewer.</summary>
    /// <remarks>Each draw and parameter has a stream of its own: more draws begin with the same candidates, and a further parameter does not change the values of others.</remarks>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="seed">Seed of the draws, at least 0.</param>
    public IReadOnlyList<Candidate<TEstimator>> Draw(int count, int seed)
    {
        Require.InRange(count, 1, int.MaxValue, nameof(SearchSpace));
        Require.InRange(seed, 0, int.MaxValue, nameof(SearchSpace));
        var seeds = new Rng((ulong)seed);
        var drawn = new HashSet<ValueList>();
        var candidates = new List<Candidate<TEstimator>>();
        for (var draw = 0; draw < count; draw++)
        {
            var values = new ValueList([]);
            var isNew = false;
            for (var attempt = 0; attempt < TriesPerDraw && !isNew; attempt++)
            {
                var stream = seeds.Fork((ulong)draw).Fork((ulong)attempt);
                values = new ValueList([.. _parameters.Select((parameter, i) => parameter.Draw(stream.Fork((ulong)i)))]);
                isNew = drawn.Add(values);
            }

            if (isNew)
            {
                var estimator = _estimator;
                for (var i = 0; i < _parameters.Length; i++)
                {
                    estimator = _parameters[i].Set(estimator, values.Values[i]);
                }

                candidates.Add(new Candidate<TEstimator>(
                    estimator, [.. _parameters.Select((parameter, i) => new KeyValuePair<string, object?>(parameter.Name, values.Values[i]))]));
            }
        }

        return candidates;
    }

    /// <summary>The parameters that are drawn.</summary>
    public override string ToString() => string.Join(", ", _parameters.Select(parameter => parameter.Name));

    internal sealed record Parameter(string Name, Func<Rng, object?> Draw, Func<TEstimator, object?, TEstimator> Set);

    /// <summary>Values compared one by one.</summary>
    private sealed record ValueList(object?[] Values)
    {
        public bool Equals(ValueList? other) => other is not null && Values.SequenceEqual(other.Values);

        public override int GetHashCode() => Values.Aggregate(17, HashCode.Combine);
    }
}

using System.Globalization;

namespace Reprise.Learning.Estimators;

/// <summary>What a row of each class counts, beside its own weight. Equal by value.</summary>
public sealed class ClassWeights : IEquatable<ClassWeights>
{
    private readonly double[]? _values;

    private ClassWeights(double[]? values) => _values = values;

    /// <summary>Every class counts 1.</summary>
    public static ClassWeights None { get; } = new(null);

    /// <summary>rows ÷ (classes that occur · rows of the class): every class weighs the same in all (King and Zeng 2001).</summary>
    public static ClassWeights Balanced { get; } = new([]);

    /// <summary>A weight per class index, each finite and at least 0.</summary>
    /// <exception cref="ArgumentException">No weight is given, or one is negative or not finite.</exception>
    public static ClassWeights Of(params ReadOnlySpan<double> weights)
    {
        var values = weights.ToArray();
        return values.Length > 0 && Array.TrueForAll(values, value => value >= 0 && double.IsFinite(value))
            ? new ClassWeights(values)
            : throw new ArgumentException(
                $"Class weights must be finite numbers of at least 0, one per class. Got [{string.Join(", ", values.Select(value => value.ToString(CultureInfo.InvariantCulture)))}].",
                nameof(weights));
    }

    /// <summary>The weight of each row: its class's times its own. Empty when both are 1 everywhere.</summary>
    /// <param name="y">A class index per row.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="weights">Weights of the rows; empty for 1 each.</param>
    /// <param name="owner">The estimator, for messages.</param>
    /// <exception cref="ArgumentException">There are not as many class weights as classes.</exception>
    public double[] Rows(ReadOnlySpan<int> y, int classes, ReadOnlySpan<double> weights, string owner)
    {
        if (_values is null)
        {
            return weights.ToArray();
        }

        if (_values.Length > 0 && _values.Length != classes)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"`{nameof(ClassWeights)}` of `{owner}` must hold a weight for each of {classes} classes. Got {_values.Length}."),
                nameof(classes));
        }

        var perClass = _values.Length > 0 ? _values : BalancedFor(y, classes, weights);
        var result = new double[y.Length];
        for (var row = 0; row < result.Length; row++)
        {
            result[row] = perClass[y[row]] * (weights.IsEmpty ? 1 : weights[row]);
        }

        return result;
    }

    /// <inheritdoc/>
    public bool Equals(ClassWeights? other) =>
        other is not null && (_values is null) == (other._values is null) && _values.AsSpan().SequenceEqual(other._values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ClassWeights);

    /// <inheritdoc/>
    public override int GetHashCode() => _values is null ? 0 : _values.Aggregate(1, HashCode.Combine);

    /// <inheritdoc/>
    public override string ToString() =>
        _values is null ? "None" : _values.Length == 0 ? "Balanced" : $"[{string.Join(", ", _values.Select(value => value.ToString(CultureInfo.InvariantCulture)))}]";

    private static double[] BalancedFor(ReadOnlySpan<int> y, int classes, ReadOnlySpan<double> weights)
    {
        var totals = new double[classes];
        for (var row = 0; row < y.Length; row++)
        {
            totals[y[row]] += weights.IsEmpty ? 1 : weights[row];
        }

        var (all, occurring) = (totals.Sum(), totals.Count(total => total > 0));
        return [.. totals.Select(total => total > 0 ? all / (occurring * total) : 0)];
    }
}

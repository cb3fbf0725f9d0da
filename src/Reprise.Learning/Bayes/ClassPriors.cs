using System.Globalization;

namespace Reprise.Learning.Bayes;

/// <summary>How probable each class is before its features are seen. Equal by value.</summary>
public sealed class ClassPriors : IEquatable<ClassPriors>
{
    private readonly double[]? _values;

    private ClassPriors(double[]? values) => _values = values;

    /// <summary>How often each class occurs in training.</summary>
    public static ClassPriors Empirical { get; } = new(null);

    /// <summary>A probability per class index; they are at least 0 and sum to 1.</summary>
    /// <exception cref="ArgumentException">One is negative or not finite, or they do not sum to 1 within 1e-8.</exception>
    public static ClassPriors Of(params ReadOnlySpan<double> probabilities)
    {
        var values = probabilities.ToArray();
        return Array.TrueForAll(values, value => value >= 0 && double.IsFinite(value)) && Math.Abs(values.Sum() - 1) <= 1e-8
            ? new ClassPriors(values)
            : throw new ArgumentException($"Priors must be numbers of at least 0 that sum to 1. Got {Text(values)}.", nameof(probabilities));
    }

    /// <summary>The prior of each class, given how much each class weighs in training.</summary>
    /// <exception cref="ArgumentException">There are not as many priors as classes, or a class without rows has one above 0.</exception>
    internal double[] For(ReadOnlySpan<double> totals, string owner)
    {
        var all = Core.Numerics.Vectors.Sum(totals);
        var priors = new double[totals.Length];
        for (var i = 0; i < priors.Length; i++)
        {
            priors[i] = _values is null ? totals[i] / all : i < _values.Length ? _values[i] : double.NaN;
            if (_values is not null && (_values.Length != priors.Length || (totals[i] == 0 && priors[i] > 0)))
            {
                throw new ArgumentException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"`Priors` of `{owner}` must hold a probability for each of {priors.Length} classes, 0 for one without rows. Got {Text(_values)}."));
            }
        }

        return priors;
    }

    /// <inheritdoc/>
    public bool Equals(ClassPriors? other) =>
        other is not null && (_values is null) == (other._values is null) && _values.AsSpan().SequenceEqual(other._values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ClassPriors);

    /// <inheritdoc/>
    public override int GetHashCode() => _values is null ? 0 : _values.Aggregate(1, HashCode.Combine);

    /// <inheritdoc/>
    public override string ToString() => _values is null ? "Empirical" : Text(_values);

    private static string Text(double[] values) => $"[{string.Join(", ", values.Select(value => value.ToString(CultureInfo.InvariantCulture)))}]";
}

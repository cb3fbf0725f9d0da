using Reprise.Core.Errors;
using Reprise.Core.Matrices;

namespace Reprise.Learning.Explanation;

/// <summary>What each feature adds to each output of a model, row by row: a row's base values plus its attributions are what the model gives.</summary>
/// <remarks>Immutable; safe to share between threads.</remarks>
public sealed class ShapValues
{
    private readonly double[] _values;
    private readonly double[] _bases;

    internal ShapValues(int rows, int features, double[] bases, double[] values) =>
        (Rows, Features, _bases, _values) = (rows, features, bases, values);

    /// <summary>Number of rows explained.</summary>
    public int Rows { get; }

    /// <summary>Number of features.</summary>
    public int Features { get; }

    /// <summary>Number of outputs: scores or probabilities per row.</summary>
    public int Outputs => _bases.Length;

    /// <summary>Rows × features × outputs, row-major.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>Per output what the model gives on average over the background.</summary>
    public ReadOnlySpan<double> BaseValues => _bases;

    /// <summary>What a feature adds to an output of a row.</summary>
    public double this[int row, int feature, int output]
    {
        get
        {
            Require.InRange(row, 0, Rows - 1, nameof(ShapValues));
            Require.InRange(feature, 0, Features - 1, nameof(ShapValues));
            Require.InRange(output, 0, Outputs - 1, nameof(ShapValues));
            return _values[(((row * Features) + feature) * Outputs) + output];
        }
    }

    /// <summary>The base value of an output plus all attributions of a row: what the model gives.</summary>
    public double Total(int row, int output)
    {
        var sum = 0.0;
        for (var feature = 0; feature < Features; feature++)
        {
            sum += this[row, feature, output];
        }

        return sum + _bases[output];
    }

    /// <summary>Features × outputs: the mean size of each feature's attributions over the rows, the usual measure of how much it matters to the model.</summary>
    public Matrix MeanAbsolute()
    {
        var means = new Matrix(Features, Outputs);
        var sums = means.Values;
        for (var start = 0; start < _values.Length; start += sums.Length)
        {
            for (var i = 0; i < sums.Length; i++)
            {
                sums[i] += Math.Abs(_values[start + i]);
            }
        }

        foreach (ref var value in sums)
        {
            value /= Rows;
        }

        return means;
    }

    /// <summary>Memory for so many attributions.</summary>
    internal static double[] Allocate(int rows, int features, int outputs, string owner) =>
        (long)rows * features * outputs <= Array.MaxLength
            ? new double[rows * features * outputs]
            : throw new ArgumentException($"`{owner}` cannot hold {rows} rows × {features} features × {outputs} outputs at once; explain fewer rows at a time.");
}

using System.Globalization;
using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Core.Numerics;
using Reprise.Learning.Estimators;
using Reprise.Learning.Preprocessing;

namespace Reprise.Learning.Decomposition;

/// <summary>Fitted principal components: (x − mean) · component, divided by its deviation when whitened.</summary>
public sealed class PcaModel : ITransformerModel
{
    private const int BlockRows = 256;
    private const double Down = 7.458340731200207e-155;     // 2⁻⁵¹²

    private readonly double[] _means;
    private readonly double[] _components;
    private readonly double[] _variances;
    private readonly double[] _ratios;
    private readonly double[] _singularValues;
    private readonly double[] _projection;                  // columns × components

    internal PcaModel(double[] means, double[] components, double[] variances, double[] ratios, double[] singularValues, double noiseVariance, bool whiten)
    {
        (_means, _components, _variances, _ratios, _singularValues) = (means, components, variances, ratios, singularValues);
        (NoiseVariance, Whiten) = (noiseVariance, whiten);
        _projection = new double[components.Length];
        for (var component = 0; component < variances.Length; component++)
        {
            var deviation = Deviation(component);
            for (var i = 0; i < means.Length; i++)
            {
                _projection[(i * variances.Length) + component] = deviation > 0 ? components[(component * means.Length) + i] / deviation : 0;
            }
        }
    }

    /// <inheritdoc/>
    public int InputColumns => _means.Length;

    /// <inheritdoc/>
    public int OutputColumns => _variances.Length;

    /// <summary>What is subtracted, per column.</summary>
    public ReadOnlySpan<double> Means => _means;

    /// <summary>The directions: a row per component, of length 1, orthogonal to each other; most variance first.</summary>
    public MatrixView Components => new(_components, OutputColumns, InputColumns);

    /// <summary>The variance along each component, with rows − 1 in the denominator.</summary>
    public ReadOnlySpan<double> ExplainedVariance => _variances;

    /// <summary>The variance along each component as a share of the total.</summary>
    public ReadOnlySpan<double> ExplainedVarianceRatio => _ratios;

    /// <summary>The singular values of the centred training rows that belong to the components.</summary>
    public ReadOnlySpan<double> SingularValues => _singularValues;

    /// <summary>The mean variance along the directions left out (Tipping and Bishop 1999); 0 when none is.</summary>
    public double NoiseVariance { get; }

    /// <summary>Whether components are divided by their deviations.</summary>
    public bool Whiten { get; }

    internal static PcaModel Of(Spectrum spectrum, double[] means, int count, int most, double total, int rows, bool whiten)
    {
        var variances = spectrum.Variances[..count];
        var components = new double[count * means.Length];
        var kept = 0.0;
        for (var component = 0; component < count; component++)
        {
            var direction = spectrum.Directions.Row(component);
            var largest = 0;
            for (var i = 1; i < direction.Length; i++)
            {
                largest = Math.Abs(direction[i]) > Math.Abs(direction[largest]) ? i : largest;
            }

            for (var i = 0; i < direction.Length; i++)
            {
                components[(component * means.Length) + i] = direction[largest] < 0 ? -direction[i] : direction[i];
            }

            kept += variances[component];
        }

        return new PcaModel(
            means,
            components,
            variances,
            [.. variances.Select(variance => total > 0 ? Math.Min(1, variance / total) : 0)],
            [.. variances.Select(variance => Math.Sqrt(variance) * Math.Sqrt(rows - 1))],
            count < most ? Math.Max(0, total - kept) / (most - count) : 0,
            whiten);
    }

    /// <inheritdoc/>
    public void Transform(MatrixView x, Span<double> destination)
    {
        Require.Columns(x, InputColumns, nameof(Pca));
        Require.Destination(destination, (long)x.Rows * OutputColumns);
        Require.Finite(x);

        var centred = new double[Math.Min(BlockRows, x.Rows) * InputColumns];
        var scores = new double[Math.Min(BlockRows, x.Rows) * OutputColumns];
        for (var start = 0; start < x.Rows; start += BlockRows)
        {
            var count = Math.Min(BlockRows, x.Rows - start);
            for (var row = 0; row < count; row++)
            {
                var source = x.Row(start + row);
                for (var i = 0; i < source.Length; i++)
                {
                    centred[(row * InputColumns) + i] = source[i] - _means[i];
                }
            }

            MatrixProduct.Multiply(
                MatrixOperand.Of<double>(centred, count, InputColumns), MatrixOperand.Of<double>(_projection, InputColumns, OutputColumns), scores, OutputColumns);
            for (var i = 0; i < count * OutputColumns; i++)
            {
                destination[(start * OutputColumns) + i] = double.IsFinite(scores[i]) ? scores[i] : Scaled(x.Row(start + (i / OutputColumns)), i % OutputColumns);
            }
        }
    }

    /// <summary>Rows in the space of the input from rows of components: writes rows × <see cref="InputColumns"/> values.</summary>
    /// <exception cref="ArgumentException">The columns are not <see cref="OutputColumns"/>, a value is not finite, or the destination has another length.</exception>
    public void InverseTransform(MatrixView components, Span<double> destination)
    {
        Require.Columns(components, OutputColumns, nameof(Pca));
        Require.Destination(destination, (long)components.Rows * InputColumns);
        Require.Finite(components);

        var deviations = new double[OutputColumns];
        for (var i = 0; i < deviations.Length; i++)
        {
            deviations[i] = Deviation(i);
        }

        for (var row = 0; row < components.Rows; row++)
        {
            var target = destination.Slice(row * InputColumns, InputColumns);
            _means.CopyTo(target);
            for (var i = 0; i < deviations.Length; i++)
            {
                Vectors.AddScaled(components[row, i] * deviations[i], Components.Row(i), target);
            }

            foreach (ref var value in target)
            {
                value = ColumnStatistics.Saturate(value);
            }
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> FeatureNames(IReadOnlyList<string> inputs)
    {
        Require.Names(inputs, InputColumns);
        return [.. Enumerable.Range(0, OutputColumns).Select(i => string.Create(CultureInfo.InvariantCulture, $"pca{i}"))];
    }

    private double Deviation(int component) => Whiten ? Math.Sqrt(_variances[component]) : 1;

    /// <summary>A sum whose parts overflow, in a smaller unit.</summary>
    private double Scaled(ReadOnlySpan<double> row, int component)
    {
        var sum = 0.0;
        for (var i = 0; i < row.Length; i++)
        {
            sum = Math.FusedMultiplyAdd((row[i] * Down) - (_means[i] * Down), _components[(component * InputColumns) + i], sum);
        }

        var deviation = Deviation(component);
        return deviation > 0 ? ColumnStatistics.Saturate(sum / deviation / Down) : 0;
    }
}

using System.Globalization;
using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Core.Numerics;
using Reprise.Learning.Estimators;
using Reprise.Learning.Preprocessing;

namespace Reprise.Learning.Discriminant;

/// <summary>A fitted <see cref="DiscriminantProjection"/>: (x − centre) · scalings.</summary>
public sealed class DiscriminantProjectionModel : ITransformerModel
{
    private readonly double[] _centre;
    private readonly Matrix _scalings;
    private readonly double[] _ratios;

    internal DiscriminantProjectionModel(double[] centre, Matrix scalings, double[] ratios) =>
        (_centre, _scalings, _ratios) = (centre, scalings, ratios);

    /// <inheritdoc/>
    public int InputColumns => _centre.Length;

    /// <inheritdoc/>
    public int OutputColumns => _scalings.Rows;

    /// <summary>What is subtracted: the mean of the class means, weighted by priors.</summary>
    public ReadOnlySpan<double> Centre => _centre;

    /// <summary>The directions, directions × columns.</summary>
    public MatrixView Scalings => _scalings;

    /// <summary>The part of the scatter between classes along each direction.</summary>
    public ReadOnlySpan<double> ExplainedRatios => _ratios;

    /// <inheritdoc/>
    public void Transform(MatrixView x, Span<double> destination)
    {
        Require.Columns(x, InputColumns, nameof(DiscriminantProjection));
        Require.Destination(destination, (long)x.Rows * OutputColumns);
        Require.Finite(x);

        var values = new double[InputColumns];
        for (var row = 0; row < x.Rows; row++)
        {
            x.Row(row).CopyTo(values);
            Vectors.AddScaled(-1, _centre, values);
            for (var i = 0; i < OutputColumns; i++)
            {
                var along = Vectors.Dot(values, _scalings.Row(i));
                destination[(row * OutputColumns) + i] = double.IsNaN(along) ? 0 : ColumnStatistics.Saturate(along);
            }
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> FeatureNames(IReadOnlyList<string> inputs)
    {
        Require.Names(inputs, InputColumns);
        return [.. Enumerable.Range(0, OutputColumns).Select(i => string.Create(CultureInfo.InvariantCulture, $"discriminant{i}"))];
    }
}

using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Preprocessing;

/// <summary>A fitted <see cref="Normalizer"/>: x / ‖x‖ per row.</summary>
public sealed class NormalizerModel : ITransformerModel
{
    internal NormalizerModel(VectorNorm norm, int columns) => (Norm, InputColumns) = (norm, columns);

    /// <summary>How the length of a row is measured.</summary>
    public VectorNorm Norm { get; }

    /// <inheritdoc/>
    public int InputColumns { get; }

    /// <inheritdoc/>
    public int OutputColumns => InputColumns;

    /// <inheritdoc/>
    public void Transform(MatrixView x, Span<double> destination)
    {
        Require.Columns(x, InputColumns, nameof(Normalizer));
        Require.Destination(destination, (long)x.Rows * InputColumns);
        Require.Finite(x);

        for (var row = 0; row < x.Rows; row++)
        {
            Scale(x.Row(row), destination.Slice(row * InputColumns, InputColumns));
        }
    }

    /// <summary>First by the greatest absolute value, so that no square overflows or vanishes.</summary>
    private void Scale(ReadOnlySpan<double> values, Span<double> destination)
    {
        var largest = 0.0;
        foreach (var value in values)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        var sum = 0.0;
        for (var i = 0; i < values.Length; i++)
        {
            var value = largest == 0 ? 0 : values[i] / largest;
            destination[i] = value;
            sum += Norm == VectorNorm.L2 ? value * value : Math.Abs(value);
        }

        if (Norm == VectorNorm.Max || largest == 0)
        {
            return;
        }

        var length = Norm == VectorNorm.L2 ? Math.Sqrt(sum) : sum;
        foreach (ref var value in destination)
        {
            value /= length;
        }
    }
}

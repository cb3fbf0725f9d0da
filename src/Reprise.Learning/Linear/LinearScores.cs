using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Core.Numerics;

namespace Reprise.Learning.Linear;

/// <summary>x · coefficients + intercept for each of some outputs; a row has the same bits alone and among others.</summary>
internal sealed class LinearScores
{
    /// <summary>Rows to score at a time.</summary>
    public const int BlockRows = 256;

    private readonly double[] _coefficients;
    private readonly double[] _transposed;
    private readonly double[] _intercepts;

    public LinearScores(double[] coefficients, double[] intercepts, int columns)
    {
        (_coefficients, _intercepts, Columns) = (coefficients, intercepts, columns);
        _transposed = new double[coefficients.Length];
        for (var output = 0; output < intercepts.Length; output++)
        {
            for (var i = 0; i < columns; i++)
            {
                _transposed[(i * intercepts.Length) + output] = coefficients[(output * columns) + i];
            }
        }
    }

    public int Columns { get; }

    public int Outputs => _intercepts.Length;

    public MatrixView Coefficients => new(_coefficients, Outputs, Columns);

    public ReadOnlySpan<double> Intercepts => _intercepts;

    /// <summary>Writes <see cref="Outputs"/> scores for each of <paramref name="count"/> rows; what overflows is cut to the ends of the double range.</summary>
    public void Write(MatrixView x, int start, int count, double[] scores)
    {
        if (Outputs == 1)
        {
            for (var i = 0; i < count; i++)
            {
                scores[i] = Vectors.Dot(x.Row(start + i), _coefficients);
            }
        }
        else
        {
            MatrixProduct.Multiply(
                MatrixOperand.Of<double>(x.Memory.Slice(start * Columns, count * Columns), count, Columns), MatrixOperand.Of<double>(_transposed, Columns, Outputs), scores, Outputs);
        }

        for (var i = 0; i < count; i++)
        {
            for (var output = 0; output < Outputs; output++)
            {
                ref var score = ref scores[(i * Outputs) + output];
                score += _intercepts[output];
                if (!double.IsFinite(score))
                {
                    score = Scaled(x.Row(start + i), output);
                }
            }
        }
    }

    /// <summary>Writes the one output's score of each row.</summary>
    public void Predict(MatrixView x, Span<double> destination, string owner, CancellationToken cancellationToken)
    {
        Require.Columns(x, Columns, owner);
        Require.Destination(destination, x.Rows);
        Require.Finite(x);

        var scores = new double[Math.Min(BlockRows, x.Rows)];
        for (var start = 0; start < x.Rows; start += BlockRows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = Math.Min(BlockRows, x.Rows - start);
            Write(x, start, count, scores);
            scores.AsSpan(0, count).CopyTo(destination[start..]);
        }
    }

    /// <summary>The score of a row so large that its products overflow: its direction, far out.</summary>
    private double Scaled(ReadOnlySpan<double> row, int output)
    {
        var sum = 0.0;
        for (var i = 0; i < row.Length; i++)
        {
            sum = Math.FusedMultiplyAdd(row[i] * 1e-200, _coefficients[(output * Columns) + i] * 1e-100, sum);
        }

        return Math.Clamp(sum, -1e-10, 1e-10) * 1e300 * 1e17;
    }
}

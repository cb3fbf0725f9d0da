using Reprise.Core.Matrices;

namespace Reprise.Core.Numerics;

/// <summary>The thin singular value decomposition of a matrix: U·Σ·Vᵀ. Immutable; thread-safe.</summary>
/// <remarks>
/// A QR factorisation of the longer side, then one-sided Jacobi rotations (Demmel and Veselić 1992), which find small singular values with small relative
/// errors; O(m·n² + sweeps·n³) for n ≤ m with 5 to 10 sweeps. For many hundred columns <see cref="SymmetricEigen"/> of the Gram matrix is faster and less exact.
/// </remarks>
public sealed class Svd
{
    private const int MostSweeps = 60;
    private readonly double[] _values;

    private Svd(Matrix left, double[] values, Matrix right) => (Left, _values, Right) = (left, values, right);

    /// <summary>Uᵀ: row i is the left singular vector of value i; min(m, n) × m.</summary>
    public MatrixView Left { get; }

    /// <summary>The singular values, largest first; min(m, n) of them.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>Vᵀ: row i is the right singular vector of value i; min(m, n) × n.</summary>
    public MatrixView Right { get; }

    /// <summary>Decomposes a matrix of finite values.</summary>
    /// <param name="a">The matrix.</param>
    /// <param name="cancellationToken">Looked at once per column or sweep.</param>
    public static Svd Of(MatrixView a, CancellationToken cancellationToken = default)
    {
        if (a.Rows >= a.Columns)
        {
            var (basis, values, right) = Tall(Qr.Of(a, cancellationToken), cancellationToken);
            return new Svd(basis, values, right);
        }

        var rows = new Matrix(a.Rows, a.Columns);
        a.Values.CopyTo(rows.Values);
        var (transposed, singular, left) = Tall(Qr.OfTransposed(rows, cancellationToken), cancellationToken);
        return new Svd(left, singular, transposed);
    }

    private static (Matrix Left, double[] Values, Matrix Right) Tall(Qr qr, CancellationToken cancellationToken)
    {
        var n = qr.Upper.Rows;
        var rows = new Matrix(n, n);
        qr.Upper.Values.CopyTo(rows.Values);
        var turns = new Matrix(n, n);
        for (var i = 0; i < n; i++)
        {
            turns[i, i] = 1;
        }

        var scale = Scale(rows.Values);
        var squares = Orthogonalise(rows, turns, cancellationToken);
        var order = Enumerable.Range(0, n).ToArray();
        Array.Sort(order, (p, q) => squares[p] == squares[q] ? p.CompareTo(q) : squares[q].CompareTo(squares[p]));
        rows = rows.View.TakeRows(order);
        turns = turns.View.TakeRows(order);
        var values = new double[n];
        for (var i = 0; i < n; i++)
        {
            values[i] = Math.Sqrt(squares[order[i]]);
            Normalise(rows, i, values[i], n * 1.1102230246251565e-16 * Math.Sqrt(squares[order[0]]));
            values[i] /= scale;
        }

        var left = new Matrix(n, qr.TransposedBasis.Columns);
        MatrixProduct.Multiply(MatrixOperand.Of(turns), MatrixOperand.Of(qr.TransposedBasis), left.Memory, left.Columns, cancellationToken: cancellationToken);
        return (left, values, rows);
    }

    /// <summary>Scales by a power of two that brings the largest value near 1.</summary>
    private static double Scale(Span<double> values)
    {
        var largest = 0.0;
        foreach (var value in values)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        var scale = largest == 0 ? 1 : Math.ScaleB(1, Math.Clamp(-Math.ILogB(largest), -1000, 1000));
        foreach (ref var value in values)
        {
            value *= scale;
        }

        return scale;
    }

    /// <summary>Rotates pairs of rows until all are orthogonal; gives the squares of their lengths.</summary>
    private static double[] Orthogonalise(Matrix rows, Matrix turns, CancellationToken cancellationToken)
    {
        var n = rows.Rows;
        var squares = new double[n];
        for (var (sweep, turned) = (0, true); turned && sweep < MostSweeps; sweep++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            turned = false;
            for (var i = 0; i < n; i++)
            {
                squares[i] = Vectors.Dot(rows.Row(i), rows.Row(i));
            }

            for (var p = 0; p < n - 1; p++)
            {
                for (var q = p + 1; q < n; q++)
                {
                    var cross = Vectors.Dot(rows.Row(p), rows.Row(q));
                    if (!(Math.Abs(cross) > n * 1.1102230246251565e-16 * Math.Sqrt(squares[p]) * Math.Sqrt(squares[q])) || cross == 0)
                    {
                        continue;
                    }

                    turned = true;
                    var zeta = (squares[q] - squares[p]) / (2 * cross);
                    var tangent = 1 / (Math.Abs(zeta) + Math.Sqrt(Math.FusedMultiplyAdd(zeta, zeta, 1)));
                    tangent = zeta < 0 ? -tangent : tangent;
                    var cosine = 1 / Math.Sqrt(Math.FusedMultiplyAdd(tangent, tangent, 1));
                    Rotate(rows.Row(p), rows.Row(q), cosine, cosine * tangent);
                    Rotate(turns.Row(p), turns.Row(q), cosine, cosine * tangent);
                    squares[p] = Math.Max(0, squares[p] - (tangent * cross));
                    squares[q] += tangent * cross;
                }
            }
        }

        for (var i = 0; i < n; i++)
        {
            squares[i] = Vectors.Dot(rows.Row(i), rows.Row(i));
        }

        return squares;
    }

    private static void Rotate(Span<double> p, Span<double> q, double cosine, double sine)
    {
        for (var i = 0; i < p.Length; i++)
        {
            var (a, b) = (p[i], q[i]);
            p[i] = Math.FusedMultiplyAdd(cosine, a, -(sine * b));
            q[i] = Math.FusedMultiplyAdd(sine, a, cosine * b);
        }
    }

    /// <summary>Row i divided by its length; one that is 0 but for rounding becomes any unit vector orthogonal to those before.</summary>
    private static void Normalise(Matrix rows, int i, double length, double smallest)
    {
        var row = rows.Row(i);
        if (length > smallest)
        {
            foreach (ref var value in row)
            {
                value /= length;
            }

            return;
        }

        for (var unit = 0; unit < row.Length; unit++)
        {
            row.Clear();
            row[unit] = 1;
            for (var pass = 0; pass < 2; pass++)
            {
                for (var j = 0; j < i; j++)
                {
                    Vectors.AddScaled(-Vectors.Dot(rows.Row(j), row), rows.Row(j), row);
                }
            }

            var norm = Math.Sqrt(Vectors.Dot(row, row));
            if (norm > 0.5 / Math.Sqrt(row.Length))
            {
                foreach (ref var value in row)
                {
                    value /= norm;
                }

                return;
            }
        }
    }
}

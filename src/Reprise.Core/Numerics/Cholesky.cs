using Reprise.Core.Matrices;

namespace Reprise.Core.Numerics;

/// <summary>The factor L of a symmetric positive definite matrix A = L·Lᵀ, L lower triangular with a positive diagonal. Immutable; thread-safe.</summary>
/// <remarks>n³/3 multiply-adds, n² values. Golub and Van Loan, Matrix Computations, 4.2.</remarks>
public sealed class Cholesky
{
    private readonly Matrix _lower;

    private Cholesky(Matrix lower) => _lower = lower;

    /// <summary>Rows and columns of the matrix.</summary>
    public int Order => _lower.Rows;

    /// <summary>L; what lies above its diagonal is 0.</summary>
    public MatrixView Lower => _lower;

    /// <summary>log det A.</summary>
    public double LogDeterminant
    {
        get
        {
            var sum = 0.0;
            for (var i = 0; i < Order; i++)
            {
                sum += PortableMath.Log(_lower[i, i]);
            }

            return 2 * sum;
        }
    }

    /// <summary>Factors a symmetric matrix, of which the lower triangle is read; null when it is not positive definite to working precision.</summary>
    /// <exception cref="ArgumentException">The matrix is not square.</exception>
    public static Cholesky? TryFactor(MatrixView a)
    {
        if (a.Rows != a.Columns)
        {
            throw new ArgumentException($"A matrix of {a.Rows} × {a.Columns} is not square and has no Cholesky factor.", nameof(a));
        }

        var lower = new Matrix(a.Rows, a.Rows);
        for (var i = 0; i < a.Rows; i++)
        {
            var source = a.Row(i);
            var row = lower.Row(i);
            for (var j = 0; j < i; j++)
            {
                var other = lower.Row(j);
                row[j] = (source[j] - Vectors.Dot(row[..j], other[..j])) / other[j];
            }

            var pivot = source[i] - Vectors.Dot(row[..i], row[..i]);
            if (!(pivot > Math.Abs(source[i]) * (a.Rows * 1.1102230246251565e-16)) || double.IsInfinity(pivot))
            {
                return null;
            }

            row[i] = Math.Sqrt(pivot);
        }

        return new Cholesky(lower);
    }

    /// <summary>Overwrites <paramref name="b"/> with the solution x of A·x = b.</summary>
    /// <exception cref="ArgumentException">The length is not <see cref="Order"/>.</exception>
    public void Solve(Span<double> b)
    {
        SolveLower(b);
        for (var i = b.Length - 1; i >= 0; i--)
        {
            var row = _lower.Row(i);
            b[i] /= row[i];
            Vectors.AddScaled(-b[i], row[..i], b[..i]);
        }
    }

    /// <summary>Overwrites <paramref name="b"/> with the solution y of L·y = b; ‖y‖² is bᵀ·A⁻¹·b.</summary>
    /// <exception cref="ArgumentException">The length is not <see cref="Order"/>.</exception>
    public void SolveLower(Span<double> b)
    {
        if (b.Length != Order)
        {
            throw new ArgumentException($"A factor of order {Order} solves for {Order} values. Got {b.Length}.", nameof(b));
        }

        for (var i = 0; i < b.Length; i++)
        {
            var row = _lower.Row(i);
            b[i] = (b[i] - Vectors.Dot(row[..i], b[..i])) / row[i];
        }
    }
}

using Reprise.Core.Matrices;

namespace Reprise.Core.Numerics;

/// <summary>A matrix with at least as many rows as columns as Q·R, Q with orthonormal columns and R upper triangular. Immutable; thread-safe.</summary>
/// <remarks>Householder reflections, 4·m·n² operations. Golub and Van Loan, Matrix Computations, 5.2.</remarks>
public sealed class Qr
{
    private readonly Matrix _transposedBasis;

    private Qr(Matrix transposedBasis, Matrix upper) => (_transposedBasis, Upper) = (transposedBasis, upper);

    /// <summary>Qᵀ: row i is column i of Q.</summary>
    public MatrixView TransposedBasis => _transposedBasis;

    /// <summary>R, columns × columns; what lies below its diagonal is 0.</summary>
    public MatrixView Upper { get; }

    /// <summary>Factors a matrix of finite values.</summary>
    /// <exception cref="ArgumentException">There are fewer rows than columns.</exception>
    public static Qr Of(MatrixView a, CancellationToken cancellationToken = default)
    {
        var columns = new Matrix(a.Columns, a.Rows);
        for (var i = 0; i < a.Columns; i++)
        {
            a.CopyColumn(i, columns.Row(i));
        }

        return OfTransposed(columns, cancellationToken);
    }

    /// <summary>Factors the transpose of <paramref name="columns"/>, which holds the matrix's columns as rows and is overwritten.</summary>
    /// <exception cref="ArgumentException">There are fewer rows than columns.</exception>
    public static Qr OfTransposed(Matrix columns, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(columns);
        var (n, m) = (columns.Rows, columns.Columns);
        if (m < n)
        {
            throw new ArgumentException($"A thin QR factorisation needs at least as many rows as columns. Got {m} × {n}.", nameof(columns));
        }

        var upper = new Matrix(n, n);
        var factors = new double[n];
        for (var k = 0; k < n; k++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var reflection = columns.Row(k)[k..];
            (factors[k], upper.Row(k)[k]) = Householder.Reflect(reflection);
            for (var j = k + 1; j < n; j++)
            {
                var target = columns.Row(j)[k..];
                Vectors.AddScaled(-factors[k] * Vectors.Dot(target, reflection), reflection, target);
                upper.Row(k)[j] = target[0];
            }
        }

        var basis = new Matrix(n, m);
        for (var i = 0; i < n; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var row = basis.Row(i);
            row[i] = 1;
            for (var k = i; k >= 0; k--)
            {
                var reflection = columns.Row(k)[k..];
                Vectors.AddScaled(-factors[k] * Vectors.Dot(row[k..], reflection), reflection, row[k..]);
            }
        }

        return new Qr(basis, upper);
    }
}

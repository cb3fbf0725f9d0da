using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Reprise.Core.Matrices;

namespace Reprise.Core.Numerics;

/// <summary>A symmetric matrix as Q·T·Qᵀ with T tridiagonal; Q is kept as the reflections it is a product of.</summary>
internal sealed class Tridiagonal
{
    private const int BasisRows = 16;

    private readonly Matrix _reflections;     // row k, from column k + 1 on: the vector of reflection k
    private readonly double[] _factors;       // reflection k is I − factor · v · vᵀ

    private Tridiagonal(Matrix reflections, double[] factors, double[] diagonal, double[] offDiagonal) =>
        (_reflections, _factors, Diagonal, OffDiagonal) = (reflections, factors, diagonal, offDiagonal);

    /// <summary>T's diagonal.</summary>
    public double[] Diagonal { get; }

    /// <summary>T's other diagonal: value i stands between i and i + 1, the last is 0.</summary>
    public double[] OffDiagonal { get; }

    /// <summary>Reduces <paramref name="scale"/> · <paramref name="a"/>; the rank-two update of one step and the matrix–vector product of the next share a pass.</summary>
    public static Tridiagonal Reduce(MatrixView a, double scale, CancellationToken cancellationToken)
    {
        var n = a.Rows;
        var work = new Matrix(n, n);
        for (var i = 0; i < n; i++)
        {
            for (var j = i; j < n; j++)
            {
                work[i, j] = work[j, i] = a[i, j] * scale;
            }
        }

        var (diagonal, offDiagonal, factors) = (new double[n], new double[n], new double[n]);
        var (v, w, next, product) = (new double[n], new double[n], new double[n], new double[n]);
        for (var k = 0; k + 1 < n; k++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var row = work.Row(k);
            if (k > 0)
            {
                Update(row[k..], v.AsSpan(k), w.AsSpan(k), v[k], w[k]);
            }

            diagonal[k] = row[k];
            var reflection = row[(k + 1)..];
            (factors[k], offDiagonal[k]) = Householder.Reflect(reflection);
            reflection.CopyTo(next.AsSpan(k + 1));
            for (var i = k + 1; i < n; i++)
            {
                product[i] = k > 0
                    ? UpdateAndDot(work.Row(i)[(k + 1)..], v.AsSpan(k + 1), w.AsSpan(k + 1), v[i], w[i], reflection)
                    : Vectors.Dot(work.Row(i)[(k + 1)..], reflection);
            }

            // w = p − (factor/2 · pᵀv) v with p = factor · A · v: A − v·wᵀ − w·vᵀ is the reflected matrix.
            var half = 0.5 * factors[k] * factors[k] * Vectors.Dot(product.AsSpan(k + 1), reflection);
            for (var i = k + 1; i < n; i++)
            {
                w[i] = Math.FusedMultiplyAdd(factors[k], product[i], -(half * next[i]));
            }

            (v, next) = (next, v);
        }

        if (n > 0)
        {
            diagonal[n - 1] = n > 1 ? work[n - 1, n - 1] - (2 * v[n - 1] * w[n - 1]) : work[0, 0];
        }

        return new Tridiagonal(work, factors, diagonal, offDiagonal);
    }

    /// <summary>Qᵀ: row i is column i of Q.</summary>
    public Matrix Basis(int workers, CancellationToken cancellationToken)
    {
        var n = Diagonal.Length;
        var basis = new Matrix(n, n);
        Parallel.For(0, (n + BasisRows - 1) / BasisRows, new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellationToken }, block =>
        {
            var (start, end) = (block * BasisRows, Math.Min((block + 1) * BasisRows, n));
            for (var row = start; row < end; row++)
            {
                basis[row, row] = 1;
            }

            for (var k = Math.Min(end, n - 1) - 1; k >= 0; k--)
            {
                var reflection = _reflections.Row(k)[(k + 1)..];
                for (var row = Math.Max(start, k + 1); row < end; row++)
                {
                    var target = basis.Row(row)[(k + 1)..];
                    Vectors.AddScaled(-_factors[k] * Vectors.Dot(target, reflection), reflection, target);
                }
            }
        });
        return basis;
    }

    /// <summary>a −= vi · w + wi · v.</summary>
    private static void Update(Span<double> a, ReadOnlySpan<double> v, ReadOnlySpan<double> w, double vi, double wi)
    {
        Vectors.AddScaled(-vi, w, a);
        Vectors.AddScaled(-wi, v, a);
    }

    /// <summary>a −= vi · w + wi · v, and then a · x.</summary>
    private static double UpdateAndDot(Span<double> a, ReadOnlySpan<double> v, ReadOnlySpan<double> w, double vi, double wi, ReadOnlySpan<double> x)
    {
        var va = MemoryMarshal.Cast<double, Vector256<double>>(a);
        var vv = MemoryMarshal.Cast<double, Vector256<double>>(v)[..va.Length];
        var vw = MemoryMarshal.Cast<double, Vector256<double>>(w)[..va.Length];
        var vx = MemoryMarshal.Cast<double, Vector256<double>>(x)[..va.Length];
        Vector256<double> minusV = Vector256.Create(-vi), minusW = Vector256.Create(-wi), s0 = default, s1 = default;
        var i = 0;
        for (; i + 1 < va.Length; i += 2)
        {
            var a0 = Vector256.FusedMultiplyAdd(minusW, vv[i], Vector256.FusedMultiplyAdd(minusV, vw[i], va[i]));
            var a1 = Vector256.FusedMultiplyAdd(minusW, vv[i + 1], Vector256.FusedMultiplyAdd(minusV, vw[i + 1], va[i + 1]));
            va[i] = a0;
            va[i + 1] = a1;
            s0 = Vector256.FusedMultiplyAdd(a0, vx[i], s0);
            s1 = Vector256.FusedMultiplyAdd(a1, vx[i + 1], s1);
        }

        var sum = 0.0;
        for (var at = i * Vector256<double>.Count; at < a.Length; at++)
        {
            a[at] = Math.FusedMultiplyAdd(-wi, v[at], Math.FusedMultiplyAdd(-vi, w[at], a[at]));
            sum = Math.FusedMultiplyAdd(a[at], x[at], sum);
        }

        var lanes = s0 + s1;
        return ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3])) + sum;
    }
}

using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Reprise.Core.Matrices;

namespace Reprise.Core.Numerics;

/// <summary>The rotations that make a tridiagonal matrix diagonal: found first, then applied to the vectors strip by strip, each strip from the cache.</summary>
internal sealed class QlSweeps
{
    private const int StripVectors = 8;

    private readonly List<(int First, int Count)> _sweeps = [];     // rotations of rows (i, i + 1) for i = First down to First − Count + 1
    private readonly List<(double Cosine, double Sine)> _rotations = [];

    /// <summary>Overwrites the diagonal with the eigenvalues, in no order.</summary>
    public static QlSweeps Run(double[] diagonal, double[] offDiagonal, CancellationToken cancellationToken)
    {
        var result = new QlSweeps();
        for (var low = 0; low < diagonal.Length; low++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var round = 0; ; round++)
            {
                var high = low;
                while (high + 1 < diagonal.Length && Math.Abs(offDiagonal[high]) > 1.1102230246251565e-16 * (Math.Abs(diagonal[high]) + Math.Abs(diagonal[high + 1])))
                {
                    high++;
                }

                if (high == low)
                {
                    break;
                }

                if (round == 100)
                {
                    throw new ArithmeticException("The eigenvalues did not converge in 100 sweeps.");
                }

                result.Sweep(diagonal, offDiagonal, low, high);
            }
        }

        return result;
    }

    /// <summary>Rotates rows of <paramref name="vectors"/>.</summary>
    public void Apply(Matrix vectors, int workers, CancellationToken cancellationToken)
    {
        var width = StripVectors * Vector256<double>.Count;
        Parallel.For(
            0,
            (vectors.Columns + width - 1) / width,
            new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellationToken },
            strip => Apply(vectors, strip * width, Math.Min(width, vectors.Columns - (strip * width))));
    }

    private void Sweep(double[] d, double[] e, int low, int high)
    {
        var g = (d[low + 1] - d[low]) / (2 * e[low]);
        var r = Math.Sqrt(Math.FusedMultiplyAdd(g, g, 1));
        g = d[high] - d[low] + (e[low] / (g + (g < 0 ? -r : r)));
        var (sine, cosine, p) = (1.0, 1.0, 0.0);
        var start = _rotations.Count;
        var i = high - 1;
        for (; i >= low; i--)
        {
            var (f, b) = (sine * e[i], cosine * e[i]);
            r = Length(f, g);
            e[i + 1] = r;
            if (r == 0)
            {
                d[i + 1] -= p;
                e[high] = 0;
                break;
            }

            (sine, cosine) = (f / r, g / r);
            g = d[i + 1] - p;
            r = ((d[i] - g) * sine) + (2 * cosine * b);
            p = sine * r;
            d[i + 1] = g + p;
            g = (cosine * r) - b;
            _rotations.Add((cosine, sine));
        }

        _sweeps.Add((high - 1, _rotations.Count - start));
        if (i < low)
        {
            d[low] -= p;
            e[low] = g;
            e[high] = 0;
        }
    }

    private void Apply(Matrix vectors, int column, int width)
    {
        // A strip of its own: rows beside each other, filled up to whole vectors.
        var strip = new Vector256<double>[vectors.Rows * StripVectors];
        var values = MemoryMarshal.Cast<Vector256<double>, double>(strip.AsSpan());
        for (var row = 0; row < vectors.Rows; row++)
        {
            vectors.Row(row).Slice(column, width).CopyTo(values[(row * StripVectors * Vector256<double>.Count)..]);
        }

        var rotations = CollectionsMarshal.AsSpan(_rotations);
        foreach (var (first, count) in _sweeps)
        {
            for (var part = 0; part < StripVectors; part += 4)
            {
                Rotate(strip, (first * StripVectors) + part, rotations[..count]);
            }

            rotations = rotations[count..];
        }

        for (var row = 0; row < vectors.Rows; row++)
        {
            values.Slice(row * StripVectors * Vector256<double>.Count, width).CopyTo(vectors.Row(row)[column..]);
        }
    }

    /// <summary>One sweep over four vectors of each row; the lower row of a rotation is the upper of the next and stays in registers.</summary>
    private static void Rotate(Vector256<double>[] strip, int at, ReadOnlySpan<(double Cosine, double Sine)> rotations)
    {
        var upper = strip.AsSpan(at + StripVectors, 4);
        var (u0, u1, u2, u3) = (upper[0], upper[1], upper[2], upper[3]);
        foreach (var (cosine, sine) in rotations)
        {
            var both = strip.AsSpan(at, StripVectors + 4);
            var (c, s) = (Vector256.Create(cosine), Vector256.Create(sine));
            var (l0, l1, l2, l3) = (both[0], both[1], both[2], both[3]);
            both[StripVectors] = Vector256.FusedMultiplyAdd(s, l0, c * u0);
            both[StripVectors + 1] = Vector256.FusedMultiplyAdd(s, l1, c * u1);
            both[StripVectors + 2] = Vector256.FusedMultiplyAdd(s, l2, c * u2);
            both[StripVectors + 3] = Vector256.FusedMultiplyAdd(s, l3, c * u3);
            u0 = Vector256.FusedMultiplyAdd(c, l0, -(s * u0));
            u1 = Vector256.FusedMultiplyAdd(c, l1, -(s * u1));
            u2 = Vector256.FusedMultiplyAdd(c, l2, -(s * u2));
            u3 = Vector256.FusedMultiplyAdd(c, l3, -(s * u3));
            at -= StripVectors;
        }

        upper = strip.AsSpan(at + StripVectors, 4);
        (upper[0], upper[1], upper[2], upper[3]) = (u0, u1, u2, u3);
    }

    private static double Length(double a, double b) => Math.Sqrt(Math.FusedMultiplyAdd(a, a, b * b));
}

using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Core.Numerics;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Svm;

/// <summary>A fitted <see cref="SvmClassifier"/>.</summary>
public sealed class SvmClassifierModel : IClassifierModel
{
    private const double LargestDecision = 1e150;
    private const double LeastProbability = 1e-7;

    private readonly SupportVectors _vectors;
    private readonly int[] _present;
    private readonly int[] _counts;
    private readonly int[] _indices;
    private readonly double[] _coefficients;
    private readonly double[] _intercepts;
    private readonly PlattSigmoid[] _sigmoids;

    internal SvmClassifierModel(
        SupportVectors vectors, int classes, int[] present, int[] counts, int[] indices, double[] coefficients, double[] intercepts, PlattSigmoid[] sigmoids, bool converged)
    {
        (_vectors, ClassCount, _present, _counts, _indices) = (vectors, classes, present, counts, indices);
        (_coefficients, _intercepts, _sigmoids, Converged) = (coefficients, intercepts, sigmoids, converged);
    }

    /// <inheritdoc/>
    public int InputColumns => _vectors.Columns;

    /// <inheritdoc/>
    public int ClassCount { get; }

    /// <summary>Whether every machine reached the tolerance within the iterations allowed.</summary>
    public bool Converged { get; }

    /// <summary>γ the kernel was used with.</summary>
    public double Gamma => _vectors.Kernel.Gamma;

    /// <summary>The classes that had rows in training, ascending: the machines are (first, second), (first, third), … (second, third), … of them.</summary>
    public ReadOnlySpan<int> TrainedClasses => _present;

    /// <summary>Number of support vectors of each of <see cref="TrainedClasses"/>.</summary>
    public ReadOnlySpan<int> SupportCounts => _counts;

    /// <summary>The training rows (0-based) that are support vectors of some machine, by class, ascending in each.</summary>
    public ReadOnlySpan<int> SupportIndices => _indices;

    /// <summary>A copy of the support vectors, a row each in the order of <see cref="SupportIndices"/>.</summary>
    public Matrix SupportVectors => _vectors.ToMatrix();

    /// <summary>
    /// Signed α, (classes − 1) × support vectors as in libsvm: of classes i &lt; j, the machine's coefficients of vectors of i are in row j − 1 and those of
    /// vectors of j in row i.
    /// </summary>
    public ReadOnlySpan<double> DualCoefficients => _coefficients;

    /// <summary>The constant of each machine's decision value.</summary>
    public ReadOnlySpan<double> Intercepts => _intercepts;

    internal SupportVectors Vectors => _vectors;

    /// <summary>Each pair's sigmoid; empty without calibration.</summary>
    internal ReadOnlySpan<PlattSigmoid> Sigmoids => _sigmoids;

    /// <inheritdoc/>
    public void PredictProbabilities(MatrixView x, Span<double> destination, CancellationToken cancellationToken = default)
    {
        Require.Columns(x, InputColumns, nameof(SvmClassifier));
        Require.Destination(destination, (long)x.Rows * ClassCount);
        Require.Finite(x);

        destination.Clear();
        var classes = _present.Length;
        var decisions = new double[_intercepts.Length * Svm.SupportVectors.Chunk];
        var (p, pairs) = (new double[classes], new double[classes * classes]);
        for (var start = 0; start < x.Rows; start += Svm.SupportVectors.Chunk)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = Math.Min(Svm.SupportVectors.Chunk, x.Rows - start);
            Decide(x, start, count, decisions);
            for (var row = 0; row < count; row++)
            {
                var own = decisions.AsSpan(row * _intercepts.Length, _intercepts.Length);
                if (_sigmoids.Length == 0)
                {
                    Votes(own, p);
                }
                else
                {
                    Probabilities(own, pairs, p);
                }

                for (var i = 0; i < classes; i++)
                {
                    destination[((start + row) * ClassCount) + _present[i]] = p[i];
                }
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>The decision value of each machine: above 0 for the pair's first class, as in libsvm (scikit-learn's sign is the other way with two classes).</summary>
    /// <returns>rows × machines, in the order (first, second), (first, third), … of <see cref="TrainedClasses"/>.</returns>
    /// <exception cref="ArgumentException">The columns differ from those in training, or a value is not finite.</exception>
    public Matrix DecisionValues(MatrixView x, CancellationToken cancellationToken = default)
    {
        Require.Columns(x, InputColumns, nameof(SvmClassifier));
        Require.Finite(x);

        var result = new Matrix(x.Rows, _intercepts.Length);
        for (var start = 0; start < x.Rows; start += Svm.SupportVectors.Chunk)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = Math.Min(Svm.SupportVectors.Chunk, x.Rows - start);
            Decide(x, start, count, result.Values.Slice(start * _intercepts.Length, count * _intercepts.Length));
        }

        return result;
    }

    internal static SvmClassifierModel Assemble(MatrixView x, int classes, ClassRows rows, KernelFunction kernel, SvmPair[] pairs, bool calibrated)
    {
        var present = rows.Present;
        var used = new bool[rows.Order.Length];
        Each((place, coefficient, _) => used[place] |= coefficient != 0);
        var counts = new int[present.Length];
        var (places, next) = (new int[used.Length], 0);
        for (var i = 0; i < present.Length; i++)
        {
            var (start, count) = rows.Run(i);
            for (var place = start; place < start + count; place++)
            {
                if (used[place])
                {
                    places[place] = next++;
                    counts[i]++;
                }
            }
        }

        var indices = new int[next];
        var coefficients = new double[(present.Length - 1) * next];
        Each((place, coefficient, row) =>
        {
            if (used[place])
            {
                indices[places[place]] = rows.Order[place];
                coefficients[(row * next) + places[place]] = coefficient;
            }
        });
        return new SvmClassifierModel(
            new SupportVectors(x.TakeRows(indices), kernel),
            classes,
            present,
            counts,
            indices,
            coefficients,
            [.. pairs.Select(pair => pair.Intercept)],
            calibrated ? [.. pairs.Select(pair => pair.Sigmoid)] : [],
            Array.TrueForAll(pairs, pair => pair.Converged));

        void Each(Action<int, double, int> action)
        {
            for (var (i, pair) = (0, 0); i < present.Length; i++)
            {
                for (var j = i + 1; j < present.Length; j++, pair++)
                {
                    var (first, second) = (rows.Run(i), rows.Run(j));
                    var values = pairs[pair].Coefficients;
                    for (var k = 0; k < values.Length; k++)
                    {
                        var own = k < first.Count;
                        action(own ? first.Start + k : second.Start + k - first.Count, values[k], own ? j - 1 : i);
                    }
                }
            }
        }
    }

    private void Decide(MatrixView x, int start, int count, Span<double> decisions)
    {
        var vectors = _vectors.Count;
        var kernel = new double[count * vectors];
        _vectors.Compare(x, start, count, kernel);
        for (var row = 0; row < count; row++)
        {
            var values = kernel.AsSpan(row * vectors, vectors);
            var (pair, first) = (row * _intercepts.Length, 0);
            for (var i = 0; i < _counts.Length; first += _counts[i], i++)
            {
                var second = first + _counts[i];
                for (var j = i + 1; j < _counts.Length; second += _counts[j], j++, pair++)
                {
                    var decision = Core.Numerics.Vectors.Dot(values.Slice(first, _counts[i]), _coefficients.AsSpan(((j - 1) * vectors) + first, _counts[i]))
                        + Core.Numerics.Vectors.Dot(values.Slice(second, _counts[j]), _coefficients.AsSpan((i * vectors) + second, _counts[j]))
                        + _intercepts[pair - (row * _intercepts.Length)];
                    decisions[pair] = double.IsNaN(decision) ? 0 : Math.Clamp(decision, -LargestDecision, LargestDecision);
                }
            }
        }
    }

    private void Probabilities(ReadOnlySpan<double> decisions, Span<double> pairs, Span<double> p)
    {
        var classes = p.Length;
        for (var (i, pair) = (0, 0); i < classes; i++)
        {
            for (var j = i + 1; j < classes; j++, pair++)
            {
                var first = Math.Clamp(_sigmoids[pair].Of(decisions[pair]), LeastProbability, 1 - LeastProbability);
                pairs[(i * classes) + j] = first;
                pairs[(j * classes) + i] = 1 - first;
            }
        }

        if (classes == 2)
        {
            (p[0], p[1]) = (pairs[1], pairs[2]);
        }
        else
        {
            PairwiseCoupling.Couple(pairs, p);
        }
    }

    /// <summary>Votes plus the summed decision values, squeezed into (−⅓, ⅓) so that they only order equals; all moved above 0 and divided by their sum.</summary>
    private static void Votes(ReadOnlySpan<double> decisions, Span<double> p)
    {
        var classes = p.Length;
        Span<double> sums = classes <= 64 ? stackalloc double[classes] : new double[classes];
        sums.Clear();
        p.Clear();
        for (var (i, pair) = (0, 0); i < classes; i++)
        {
            for (var j = i + 1; j < classes; j++, pair++)
            {
                p[decisions[pair] > 0 ? i : j]++;
                sums[i] += decisions[pair];
                sums[j] -= decisions[pair];
            }
        }

        for (var i = 0; i < classes; i++)
        {
            p[i] += (sums[i] / (3 * (Math.Abs(sums[i]) + 1))) + (1.0 / 3);
        }

        PairwiseCoupling.Normalize(p);
    }
}

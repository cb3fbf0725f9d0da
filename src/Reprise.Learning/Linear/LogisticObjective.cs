using System.Numerics;
using System.Runtime.InteropServices;
using Reprise.Core.Numerics;

namespace Reprise.Learning.Linear;

/// <summary>
/// Mean logistic or softmax loss of rows plus ½ Σ ridgeᵢ · vᵢ², and its gradient, in one pass: each block of rows goes forwards and backwards while it is
/// in the cache. The point holds outputs × columns coefficients, then an intercept per output.
/// </summary>
/// <remarks>Groups of blocks have sums of their own, added up in order, so workers do not change a bit.</remarks>
internal sealed class LogisticObjective<T> : IObjective
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int BlockValues = 1 << 17;
    private const int MostGroups = 16;
    private const int PartValues = 1 << 25;

    private readonly T[] _rows;
    private readonly int[] _targets;
    private readonly double[] _weights;
    private readonly double[] _ridge;
    private readonly double _total;
    private readonly int _columns;
    private readonly int _outputs;
    private readonly int _blockRows;
    private readonly T[] _coefficients;
    private readonly Group[] _groups;
    private readonly ParallelOptions _parallel;

    public LogisticObjective(
        T[] rows, int columns, int[] targets, double[] weights, int outputs, double[] ridge, double total, int workers, CancellationToken cancellationToken)
    {
        (_rows, _columns, _targets, _weights, _outputs, _ridge, _total) = (rows, columns, targets, weights, outputs, ridge, total);
        _blockRows = Math.Clamp(BlockValues / columns / 6 * 6, 24, 600);
        _coefficients = new T[outputs * columns];
        var blocks = (targets.Length + _blockRows - 1) / _blockRows;
        _groups = new Group[Math.Clamp(PartValues / (outputs * columns), 1, Math.Min(MostGroups, blocks))];
        for (var i = 0; i < _groups.Length; i++)
        {
            var (first, last) = ((int)((long)blocks * i / _groups.Length), (int)((long)blocks * (i + 1) / _groups.Length));
            _groups[i] = new Group(first * _blockRows, Math.Min(last * _blockRows, targets.Length), _blockRows, outputs, columns);
        }

        _parallel = new ParallelOptions { MaxDegreeOfParallelism = (long)targets.Length * columns < 1 << 15 ? 1 : workers, CancellationToken = cancellationToken };
    }

    /// <inheritdoc/>
    public double Noise => typeof(T) == typeof(float) ? 1e-7 : 1e-14;

    /// <inheritdoc/>
    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        // Outputs beside each other, as the product reads them.
        for (var output = 0; output < _outputs; output++)
        {
            for (var i = 0; i < _columns; i++)
            {
                _coefficients[(i * _outputs) + output] = T.CreateTruncating(point[(output * _columns) + i]);
            }
        }

        var intercepts = point[(_outputs * _columns)..].ToArray();
        Parallel.For(0, _groups.Length, _parallel, i => Run(_groups[i], intercepts));

        gradient.Clear();
        var loss = 0.0;
        foreach (var group in _groups)
        {
            loss += group.Loss;
            for (var i = 0; i < group.Gradient.Length; i++)
            {
                gradient[i] += double.CreateTruncating(group.Gradient[i]);
            }

            for (var output = 0; output < intercepts.Length; output++)
            {
                gradient[(_outputs * _columns) + output] += group.Sums[output];
            }
        }

        foreach (ref var value in gradient)
        {
            value /= _total;
        }

        var penalty = 0.0;
        for (var i = 0; i < _outputs * _columns; i++)
        {
            var ridge = _ridge[i % _columns] * point[i];
            gradient[i] += ridge;
            penalty = Math.FusedMultiplyAdd(0.5 * ridge, point[i], penalty);
        }

        return (loss / _total) + penalty;
    }

    private void Run(Group group, double[] intercepts)
    {
        group.Clear();
        for (var start = group.First; start < group.Last; start += _blockRows)
        {
            var count = Math.Min(_blockRows, group.Last - start);
            var rows = _rows.AsMemory(start * _columns, count * _columns);
            var targets = _targets.AsSpan(start, count);
            var weights = _weights.Length > 0 ? _weights.AsSpan(start, count) : default;
            if (_outputs == 1)
            {
                for (var i = 0; i < count; i++)
                {
                    group.Scores[i] = Dot(rows.Span.Slice(i * _columns, _columns), _coefficients) + (intercepts.Length > 0 ? intercepts[0] : 0);
                }

                group.Loss += LogisticLoss.Binary(group.Scores.AsSpan(0, count), targets, weights, group.Work);
                for (var i = 0; i < count; i++)
                {
                    group.Sums[0] += group.Scores[i];
                    AddScaled(group.Scores[i], rows.Span.Slice(i * _columns, _columns), group.Gradient);
                }

                continue;
            }

            MatrixProduct.Multiply(MatrixOperand.Of<T>(rows, count, _columns), MatrixOperand.Of<T>(_coefficients, _columns, _outputs), group.Residuals, _outputs);
            for (var i = 0; i < count * _outputs; i += _outputs)
            {
                for (var output = 0; output < _outputs; output++)
                {
                    group.Scores[i + output] = double.CreateTruncating(group.Residuals[i + output]) + (intercepts.Length > 0 ? intercepts[output] : 0);
                }
            }

            group.Loss += LogisticLoss.Softmax(group.Scores.AsSpan(0, count * _outputs), _outputs, targets, weights, group.Work);
            for (var i = 0; i < count * _outputs; i += _outputs)
            {
                for (var output = 0; output < _outputs; output++)
                {
                    group.Sums[output] += group.Scores[i + output];
                    group.Residuals[i + output] = T.CreateTruncating(group.Scores[i + output]);
                }
            }

            MatrixProduct.Multiply(
                MatrixOperand.TransposeOf<T>(group.Residuals, count, _outputs), MatrixOperand.Of<T>(rows, count, _columns), group.Gradient, _columns, accumulate: true);
        }
    }

    private static double Dot(ReadOnlySpan<T> a, ReadOnlySpan<T> b) =>
        typeof(T) == typeof(double)
            ? Vectors.Dot(MemoryMarshal.Cast<T, double>(a), MemoryMarshal.Cast<T, double>(b))
            : Vectors.Dot(MemoryMarshal.Cast<T, float>(a), MemoryMarshal.Cast<T, float>(b));

    private static void AddScaled(double factor, ReadOnlySpan<T> x, Span<T> y)
    {
        if (typeof(T) == typeof(double))
        {
            Vectors.AddScaled(factor, MemoryMarshal.Cast<T, double>(x), MemoryMarshal.Cast<T, double>(y));
            return;
        }

        Vectors.AddScaled((float)factor, MemoryMarshal.Cast<T, float>(x), MemoryMarshal.Cast<T, float>(y));
    }

    /// <summary>A range of rows and what they add up to.</summary>
    private sealed class Group(int first, int last, int blockRows, int outputs, int columns)
    {
        public int First => first;

        public int Last => last;

        public double Loss { get; set; }

        public T[] Gradient { get; } = new T[outputs * columns];

        public double[] Sums { get; } = new double[outputs];

        public double[] Scores { get; } = new double[blockRows * outputs];

        public T[] Residuals { get; } = new T[blockRows * outputs];

        public double[] Work { get; } = new double[blockRows];

        public void Clear()
        {
            Loss = 0;
            Gradient.AsSpan().Clear();
            Sums.AsSpan().Clear();
        }
    }
}

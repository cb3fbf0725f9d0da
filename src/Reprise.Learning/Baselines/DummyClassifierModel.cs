using System.Numerics;
using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Core.Randomness;
using Reprise.Learning.Estimators;

namespace Reprise.Learning.Baselines;

/// <summary>A fitted <see cref="DummyClassifier"/>.</summary>
public sealed class DummyClassifierModel : IClassifierModel
{
    private readonly double[] _shares;

    internal DummyClassifierModel(int columns, double[] shares, int? seed) => (InputColumns, _shares, Seed) = (columns, shares, seed);

    /// <inheritdoc/>
    public int InputColumns { get; }

    /// <inheritdoc/>
    public int ClassCount => _shares.Length;

    /// <summary>Per class what is predicted, or how likely it is drawn; they sum to 1.</summary>
    public ReadOnlySpan<double> Shares => _shares;

    /// <summary>Seed of the draws; null where nothing is drawn.</summary>
    internal int? Seed { get; }

    /// <inheritdoc/>
    public void PredictProbabilities(MatrixView x, Span<double> destination, CancellationToken cancellationToken = default)
    {
        Require.Columns(x, InputColumns, nameof(DummyClassifier));
        Require.Destination(destination, (long)x.Rows * ClassCount);
        Require.Finite(x);
        cancellationToken.ThrowIfCancellationRequested();

        for (var row = 0; row < x.Rows; row++)
        {
            var target = destination.Slice(row * ClassCount, ClassCount);
            if (Seed is { } seed)
            {
                target.Clear();
                target[Draw(x.Row(row), (ulong)seed)] = 1;
            }
            else
            {
                _shares.CopyTo(target);
            }
        }
    }

    /// <summary>A class drawn from a stream keyed by the row's values.</summary>
    private int Draw(ReadOnlySpan<double> row, ulong seed)
    {
        var key = seed;
        foreach (var value in row)
        {
            key = BitOperations.RotateLeft((key ^ BitConverter.DoubleToUInt64Bits(value + 0.0)) * 0x9E3779B97F4A7C15UL, 29);      // −0 counts as 0
        }

        var left = new Rng(key).NextDouble();
        var last = 0;
        for (var i = 0; i < _shares.Length; i++)
        {
            if (_shares[i] > 0)
            {
                last = i;
                if (left < _shares[i])
                {
                    return i;
                }

                left -= _shares[i];
            }
        }

        return last;
    }
}

using System.Globalization;
using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Learning.Boosting.Import;
using Reprise.Native.XGBoost;

namespace Reprise.Learning.XGBoost;

/// <summary>Trains with the library and reads the model it gives.</summary>
internal static class XGBoostRun
{
    /// <summary>Rows of weight 0 are left out; NaN is missing.</summary>
    public static ImportedTrees Fit(
        MatrixView x,
        ReadOnlySpan<float> labels,
        ReadOnlySpan<double> weights,
        IEnumerable<(string Name, string Value)> parameters,
        int rounds,
        string owner,
        CancellationToken cancellationToken)
    {
        XGBoostEngine.Need(XGBoostLibrary.IsAvailable, owner);
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            using var matrix = Rows(x, labels, weights);
            using var booster = new XGBoostBooster(matrix);
            foreach (var (name, value) in parameters)
            {
                booster.SetParameter(name, value);
            }

            for (var round = 0; round < rounds; round++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                booster.Update(round, matrix);
            }

            using var json = new MemoryStream(booster.ToJson(), writable: false);
            return XGBoostModel.Read(json, $"the model of `{owner}`");
        }
        catch (XGBoostException refusal)
        {
            throw new ArgumentException($"XGBoost {XGBoostLibrary.Version} refuses to train `{owner}`: {refusal.Message}", refusal);
        }
    }

    private static XGBoostMatrix Rows(MatrixView x, ReadOnlySpan<float> labels, ReadOnlySpan<double> weights)
    {
        var used = new List<int>(x.Rows);
        for (var row = 0; row < x.Rows; row++)
        {
            if (weights.IsEmpty || Single(weights[row], "Weights", row) > 0)
            {
                used.Add(row);
            }
        }

        if (used.Count == 0)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Weights must not all be below {float.Epsilon:R}, since XGBoost computes with 32 bits. Scale them."));
        }

        var (values, targets, counts) = (new float[used.Count * x.Columns], new float[used.Count], new float[weights.IsEmpty ? 0 : used.Count]);
        for (var i = 0; i < used.Count; i++)
        {
            Copy(x.Row(used[i]), values.AsSpan(i * x.Columns, x.Columns), used[i]);
            targets[i] = labels[used[i]];
            if (counts.Length > 0)
            {
                counts[i] = (float)weights[used[i]];
            }
        }

        var matrix = new XGBoostMatrix(values, used.Count, x.Columns);
        matrix.SetLabels(targets);
        if (counts.Length > 0)
        {
            matrix.SetWeights(counts);
        }

        return matrix;
    }

    /// <summary>A number as the library keeps it.</summary>
    /// <exception cref="ArgumentException">It is too large for 32 bits.</exception>
    public static float Single(double value, string what, int row) =>
        float.IsInfinity((float)value)
            ? throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture, $"{what} must be within ±{float.MaxValue:R}, since XGBoost computes with 32 bits. Got {value:R} at row {row}. Scale them."))
            : (float)value;

    private static void Copy(ReadOnlySpan<double> row, Span<float> destination, int index)
    {
        for (var column = 0; column < row.Length; column++)
        {
            destination[column] = Single(row[column], "x", index);
        }
    }
}

using System.Globalization;
using Reprise.Core.Errors;
using Reprise.Core.Matrices;

namespace Reprise.Learning.Metrics;

/// <summary>The area under the ROC curve for two or more classes.</summary>
public static class RocAuc
{
    /// <summary>Each class against the rest by its probability, averaged. For two classes, that of the second.</summary>
    /// <param name="truth">A class index per row; every class occurs.</param>
    /// <param name="probabilities">Rows × classes.</param>
    /// <param name="averaging"><see cref="Averaging.Macro"/> or <see cref="Averaging.Weighted"/> by how often a class occurs.</param>
    /// <param name="weights">What each row counts; empty for 1 each.</param>
    /// <exception cref="ArgumentException">Rows differ, a class does not occur, or the averaging is another.</exception>
    public static double OneVersusRest(ReadOnlySpan<int> truth, MatrixView probabilities, Averaging averaging = Averaging.Macro, ReadOnlySpan<double> weights = default)
    {
        var counts = Count(truth, probabilities, weights);
        if (counts.Length == 2)
        {
            return OfClass(truth, probabilities, 1, weights).Area;
        }

        var (sum, total) = (0.0, 0.0);
        for (var i = 0; i < counts.Length; i++)
        {
            var weight = Weight(averaging, counts[i]);
            sum += weight * OfClass(truth, probabilities, i, weights).Area;
            total += weight;
        }

        return sum / total;
    }

    /// <summary>Each pair of classes, both ways, among their rows only, averaged (Hand and Till 2001). Insensitive to class balance with macro averaging.</summary>
    /// <inheritdoc cref="OneVersusRest"/>
    public static double OneVersusOne(ReadOnlySpan<int> truth, MatrixView probabilities, Averaging averaging = Averaging.Macro, ReadOnlySpan<double> weights = default)
    {
        var counts = Count(truth, probabilities, weights);
        var (sum, total) = (0.0, 0.0);
        for (var a = 0; a < counts.Length; a++)
        {
            for (var b = a + 1; b < counts.Length; b++)
            {
                var weight = Weight(averaging, counts[a] + counts[b]);
                sum += weight * (OfPair(truth, probabilities, a, b, weights) + OfPair(truth, probabilities, b, a, weights)) / 2;
                total += weight;
            }
        }

        return sum / total;
    }

    /// <summary>The curve of one class against the rest.</summary>
    public static RocCurve OfClass(ReadOnlySpan<int> truth, MatrixView probabilities, int index, ReadOnlySpan<double> weights = default)
    {
        Require.SameRows(probabilities, truth.Length);
        Require.InRange(index, 0, probabilities.Columns - 1, nameof(RocAuc));
        var kinds = new bool[truth.Length];
        var scores = new double[truth.Length];
        probabilities.CopyColumn(index, scores);
        for (var row = 0; row < kinds.Length; row++)
        {
            kinds[row] = truth[row] == index;
        }

        return RocCurve.Of(kinds, scores, weights);
    }

    private static double OfPair(ReadOnlySpan<int> truth, MatrixView probabilities, int positive, int negative, ReadOnlySpan<double> weights)
    {
        var kinds = new List<bool>();
        var scores = new List<double>();
        var counts = new List<double>();
        for (var row = 0; row < truth.Length; row++)
        {
            if (truth[row] == positive || truth[row] == negative)
            {
                kinds.Add(truth[row] == positive);
                scores.Add(probabilities[row, positive]);
                counts.Add(weights.IsEmpty ? 1 : weights[row]);
            }
        }

        return RocCurve.Of(kinds.ToArray(), scores.ToArray(), counts.ToArray()).Area;
    }

    private static double[] Count(ReadOnlySpan<int> truth, MatrixView probabilities, ReadOnlySpan<double> weights)
    {
        Require.SameRows(probabilities, truth.Length);
        Require.Classes(truth, probabilities.Columns, nameof(RocAuc));
        Require.Weights(weights, truth.Length);
        var counts = new double[probabilities.Columns];
        for (var row = 0; row < truth.Length; row++)
        {
            counts[truth[row]] += weights.IsEmpty ? 1 : weights[row];
        }

        return counts.IndexOf(0) is var missing && missing >= 0
            ? throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"ROC-AUC needs rows of every class; class {missing} of {counts.Length} does not occur."),
                nameof(truth))
            : counts;
    }

    private static double Weight(Averaging averaging, double count) => averaging switch
    {
        Averaging.Macro => 1,
        Averaging.Weighted => count,
        _ => throw new ArgumentOutOfRangeException(nameof(averaging), averaging, "ROC-AUC is averaged Macro or Weighted."),
    };
}

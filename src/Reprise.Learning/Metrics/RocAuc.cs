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
    /// <exception cref="ArgumentException">Rows differ, a class does not occur, or the averaging is another.</exception>
    public static double OneVersusRest(ReadOnlySpan<int> truth, MatrixView probabilities, Averaging averaging = Averaging.Macro)
    {
        var counts = Count(truth, probabilities);
        if (counts.Length == 2)
        {
            return OfClass(truth, probabilities, 1).Area;
        }

        var (sum, weights) = (0.0, 0.0);
        for (var i = 0; i < counts.Length; i++)
        {
            var weight = Weight(averaging, counts[i]);
            sum += weight * OfClass(truth, probabilities, i).Area;
            weights += weight;
        }

        return sum / weights;
    }

    /// <summary>Each pair of classes, both ways, among their rows only, averaged (Hand and Till 2001). Insensitive to class balance with macro averaging.</summary>
    /// <inheritdoc cref="OneVersusRest"/>
    public static double OneVersusOne(ReadOnlySpan<int> truth, MatrixView probabilities, Averaging averaging = Averaging.Macro)
    {
        var counts = Count(truth, probabilities);
        var (sum, weights) = (0.0, 0.0);
        for (var a = 0; a < counts.Length; a++)
        {
            for (var b = a + 1; b < counts.Length; b++)
            {
                var weight = Weight(averaging, counts[a] + counts[b]);
                sum += weight * (OfPair(truth, probabilities, a, b) + OfPair(truth, probabilities, b, a)) / 2;
                weights += weight;
            }
        }

        return sum / weights;
    }

    /// <summary>The curve of one class against the rest.</summary>
    public static RocCurve OfClass(ReadOnlySpan<int> truth, MatrixView probabilities, int index)
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

        return RocCurve.Of(kinds, scores);
    }

    private static double OfPair(ReadOnlySpan<int> truth, MatrixView probabilities, int positive, int negative)
    {
        var kinds = new List<bool>();
        var scores = new List<double>();
        for (var row = 0; row < truth.Length; row++)
        {
            if (truth[row] == positive || truth[row] == negative)
            {
                kinds.Add(truth[row] == positive);
                scores.Add(probabilities[row, positive]);
            }
        }

        return RocCurve.Of(kinds.ToArray(), scores.ToArray()).Area;
    }

    private static int[] Count(ReadOnlySpan<int> truth, MatrixView probabilities)
    {
        Require.SameRows(probabilities, truth.Length);
        Require.Classes(truth, probabilities.Columns, nameof(RocAuc));
        var counts = new int[probabilities.Columns];
        foreach (var index in truth)
        {
            counts[index]++;
        }

        return counts.IndexOf(0) is var missing && missing >= 0
            ? throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"ROC-AUC needs rows of every class; class {missing} of {counts.Length} does not occur."),
                nameof(truth))
            : counts;
    }

    private static double Weight(Averaging averaging, int count) => averaging switch
    {
        Averaging.Macro => 1,
        Averaging.Weighted => count,
        _ => throw new ArgumentOutOfRangeException(nameof(averaging), averaging, "ROC-AUC is averaged Macro or Weighted."),
    };
}

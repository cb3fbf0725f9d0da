using System.Globalization;
using Reprise.Core.Errors;

namespace Reprise.Learning.Metrics;

/// <summary>How often rows of each class were predicted as each class, and every score that follows from these counts. Immutable.</summary>
/// <remarks>With row weights, counts stay counts of rows and every score counts each row as much as its weight. A ratio without rows (precision of a class never predicted, say) is 0, as scikit-learn's default has it. Averages leave out classes that neither occur nor are predicted.</remarks>
public sealed class ConfusionMatrix
{
    private readonly long[] _counts;
    private readonly double[] _weights;
    private readonly double[] _truth;
    private readonly double[] _predicted;
    private readonly double _correct;

    private ConfusionMatrix(IReadOnlyList<string> classes, long[] counts, double[] weights)
    {
        Classes = classes;
        (_counts, _weights) = (counts, weights);
        _truth = new double[classes.Count];
        _predicted = new double[classes.Count];
        for (var t = 0; t < classes.Count; t++)
        {
            for (var p = 0; p < classes.Count; p++)
            {
                var weight = Weight(t, p);
                _truth[t] += weight;
                _predicted[p] += weight;
                TotalWeight += weight;
                _correct += t == p ? weight : 0;
                Total += this[t, p];
                Correct += t == p ? this[t, p] : 0;
            }
        }
    }

    /// <summary>The labels, in the order of the indices.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>Number of rows counted.</summary>
    public long Total { get; }

    /// <summary>Sum of the rows' weights; without weights their number.</summary>
    public double TotalWeight { get; }

    /// <summary>Number of rows predicted as what they are.</summary>
    public long Correct { get; }

    /// <summary>The counts, a list per true class.</summary>
    public IReadOnlyList<IReadOnlyList<long>> Rows => [.. _counts.Chunk(Classes.Count)];

    /// <summary>Rows of class <paramref name="truth"/> predicted as <paramref name="predicted"/>.</summary>
    public long this[int truth, int predicted] => _counts[(truth * Classes.Count) + predicted];

    /// <summary>The weights of rows of class <paramref name="truth"/> predicted as <paramref name="predicted"/>; without weights their number.</summary>
    public double Weight(int truth, int predicted) => _weights[(truth * Classes.Count) + predicted];

    /// <summary>Counts pairs of true and predicted class indices.</summary>
    /// <param name="truth">A class index per row.</param>
    /// <param name="predicted">A class index per row.</param>
    /// <param name="classes">The labels, in the order of the indices.</param>
    /// <param name="weights">What each row counts; empty for 1 each.</param>
    /// <exception cref="ArgumentException">There are no rows, the lengths differ, or an index is not that of a class.</exception>
    public static ConfusionMatrix Of(ReadOnlySpan<int> truth, ReadOnlySpan<int> predicted, IReadOnlyList<string> classes, ReadOnlySpan<double> weights = default)
    {
        ArgumentNullException.ThrowIfNull(classes);
        if (truth.Length != predicted.Length || truth.Length == 0)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture, $"There are {truth.Length} true and {predicted.Length} predicted classes; both must be the same rows, at least 1."),
                nameof(predicted));
        }

        Require.Weights(weights, truth.Length);
        var counts = new long[classes.Count * classes.Count];
        var sums = new double[counts.Length];
        for (var row = 0; row < truth.Length; row++)
        {
            if ((uint)truth[row] >= (uint)classes.Count || (uint)predicted[row] >= (uint)classes.Count)
            {
                throw new ArgumentException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Classes must be indices in [0, {classes.Count}). Got {truth[row]} (true) and {predicted[row]} (predicted) at row {row}."),
                    nameof(truth));
            }

            var cell = (truth[row] * classes.Count) + predicted[row];
            counts[cell]++;
            sums[cell] += weights.IsEmpty ? 1 : weights[row];
        }

        return new ConfusionMatrix(classes, counts, sums);
    }

    /// <summary>The counts of several matrices over the same classes, added up.</summary>
    /// <exception cref="ArgumentException">There is none, or their classes differ.</exception>
    public static ConfusionMatrix Sum(IEnumerable<ConfusionMatrix> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        IReadOnlyList<string>? classes = null;
        long[] counts = [];
        double[] sums = [];
        foreach (var part in parts)
        {
            classes ??= part.Classes;
            counts = counts.Length == 0 ? new long[part._counts.Length] : counts;
            sums = sums.Length == 0 ? new double[part._counts.Length] : sums;
            if (!classes.SequenceEqual(part.Classes))
            {
                throw new ArgumentException("Confusion matrices are added only over the same classes in the same order.", nameof(parts));
            }

            for (var i = 0; i < counts.Length; i++)
            {
                counts[i] += part._counts[i];
                sums[i] += part._weights[i];
            }
        }

        return new ConfusionMatrix(classes ?? throw new ArgumentException("There is no confusion matrix to add up.", nameof(parts)), counts, sums);
    }

    /// <summary>The part of rows predicted as what they are, in [0, 1].</summary>
    public double Accuracy => _correct / TotalWeight;

    /// <summary>The mean recall of the classes that occur, in [0, 1].</summary>
    public double BalancedAccuracy => Enumerable.Range(0, Classes.Count).Where(i => _truth[i] > 0).Average(Recall);

    /// <summary>Matthews' correlation of truth and prediction, in [−1, 1]; 0 when either has a single class (Gorodkin 2004).</summary>
    public double MatthewsCorrelation
    {
        get
        {
            var total = TotalWeight;
            var (crossed, predicted, truth) = (_correct * total, total * total, total * total);
            for (var i = 0; i < Classes.Count; i++)
            {
                crossed -= _truth[i] * _predicted[i];
                predicted -= _predicted[i] * _predicted[i];
                truth -= _truth[i] * _truth[i];
            }

            return predicted * truth == 0 ? 0 : crossed / Math.Sqrt(predicted * truth);
        }
    }

    /// <summary>Cohen's kappa: agreement beyond chance, at most 1; 0 when truth and prediction are one same class.</summary>
    public double CohenKappa
    {
        get
        {
            var chance = Enumerable.Range(0, Classes.Count).Sum(i => _truth[i] / TotalWeight * (_predicted[i] / TotalWeight));
            return chance == 1 ? 0 : (Accuracy - chance) / (1 - chance);
        }
    }

    /// <summary>Of the rows predicted as a class, the part that is of it.</summary>
    public double Precision(int index) => Ratio(Weight(index, index), _predicted[index]);

    /// <summary>Of the rows of a class, the part predicted as it.</summary>
    public double Recall(int index) => Ratio(Weight(index, index), _truth[index]);

    /// <summary>The harmonic mean of precision and recall of a class, recall counting <paramref name="beta"/> times as much.</summary>
    public double FScore(int index, double beta = 1) => FScore(Precision(index), Recall(index), beta);

    /// <summary>Rows of a class.</summary>
    public long Support(int index) => _counts.AsSpan(index * Classes.Count, Classes.Count).ToArray().Sum();

    /// <summary>Precision over classes.</summary>
    public double Precision(Averaging averaging) => Average(averaging, Precision);

    /// <summary>Recall over classes.</summary>
    public double Recall(Averaging averaging) => Average(averaging, Recall);

    /// <summary>The F-score over classes: the mean of the classes' F-scores, not the F-score of mean precision and recall.</summary>
    public double FScore(Averaging averaging, double beta = 1) => Average(averaging, index => FScore(index, beta));

    /// <summary>Whether a class occurs in truth or prediction, and so in averages and reports.</summary>
    internal bool Occurs(int index) => _truth[index] + _predicted[index] > 0;

    private double Average(Averaging averaging, Func<int, double> score)
    {
        var present = Enumerable.Range(0, Classes.Count).Where(Occurs);
        return averaging switch
        {
            Averaging.Macro => present.Average(score),
            Averaging.Weighted => present.Sum(index => score(index) * _truth[index]) / TotalWeight,
            Averaging.Micro => Accuracy,
            _ => throw new ArgumentOutOfRangeException(nameof(averaging), averaging, "Not an averaging of this version."),
        };
    }

    private static double FScore(double precision, double recall, double beta)
    {
        var squared = beta * beta;
        var denominator = (squared * precision) + recall;
        return denominator == 0 ? 0 : (1 + squared) * precision * recall / denominator;
    }

    private static double Ratio(double part, double whole) => whole == 0 ? 0 : part / whole;
}

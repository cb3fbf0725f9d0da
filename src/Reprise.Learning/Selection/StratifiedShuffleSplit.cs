using System.Globalization;
using Reprise.Core.Errors;
using Reprise.Core.Randomness;

namespace Reprise.Learning.Selection;

/// <summary>Independent random splits in which every class keeps its share on both sides. The splits of scikit-learn's <c>StratifiedShuffleSplit</c>.</summary>
public sealed record StratifiedShuffleSplit : ISplitter
{
    /// <summary>Number of splits, at least 1. Default 10.</summary>
    public int Splits { get; init; } = 10;

    /// <summary>Part of the rows to test on, in (0, 1), rounded up. Default 0.1.</summary>
    public double TestFraction { get; init; } = 0.1;

    /// <summary>Seed of the draws. Default 0.</summary>
    public uint Seed { get; init; }

    /// <inheritdoc/>
    public IReadOnlyList<Fold> Split(SplitInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        Require.InRange(Splits, 1, int.MaxValue, nameof(StratifiedShuffleSplit));
        var classes = input.ClassesFor(nameof(StratifiedShuffleSplit));
        var (train, test) = SplitRules.Sizes(input.Rows, TestFraction, nameof(StratifiedShuffleSplit));
        var counts = SplitInput.Count(classes);
        if (counts.Min() < 2 || Math.Min(train, test) < counts.Length)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"`{nameof(StratifiedShuffleSplit)}` needs 2 rows of each class and a row of each on both sides. Got {counts.Min()} in the smallest of {counts.Length} classes, {train} training and {test} test rows."));
        }

        var rowsOfClass = counts.Select(count => new List<int>(count)).ToArray();
        for (var row = 0; row < classes.Length; row++)
        {
            rowsOfClass[classes[row]].Add(row);
        }

        var random = new NumpyRandom(Seed);
        return [.. Enumerable.Range(0, Splits).Select(_ => Draw(rowsOfClass, train, test, random))];
    }

    private static Fold Draw(List<int>[] rowsOfClass, int train, int test, NumpyRandom random)
    {
        int[] counts = [.. rowsOfClass.Select(rows => rows.Count)];
        var trainCounts = Share(counts, train, random);
        var testCounts = Share([.. counts.Zip(trainCounts, (count, taken) => count - taken)], test, random);
        var (training, testing) = (new List<int>(train), new List<int>(test));
        for (var i = 0; i < counts.Length; i++)
        {
            var order = random.Permutation(counts[i]);
            training.AddRange(order[..trainCounts[i]].Select(at => rowsOfClass[i][at]));
            testing.AddRange(order[trainCounts[i]..(trainCounts[i] + testCounts[i])].Select(at => rowsOfClass[i][at]));
        }

        var (shuffledTraining, shuffledTesting) = (training.ToArray(), testing.ToArray());
        random.Shuffle<int>(shuffledTraining);
        random.Shuffle<int>(shuffledTesting);
        return new Fold(shuffledTraining, shuffledTesting);
    }

    /// <summary>How many of <paramref name="draws"/> each class gives: its share rounded down, the rest by largest remainder, ties drawn.</summary>
    private static int[] Share(int[] counts, int draws, NumpyRandom random)
    {
        var total = (double)counts.Sum();
        double[] shares = [.. counts.Select(count => count / total * draws)];
        int[] result = [.. shares.Select(share => (int)Math.Floor(share))];
        var missing = draws - result.Sum();
        foreach (var tied in Enumerable.Range(0, counts.Length).GroupBy(i => shares[i] - Math.Floor(shares[i])).OrderByDescending(group => group.Key))
        {
            if (missing == 0)
            {
                break;
            }

            var members = tied.ToArray();
            var added = Math.Min(members.Length, missing);
            foreach (var at in random.Permutation(members.Length)[..added])
            {
                result[members[at]]++;
            }

            missing -= added;
        }

        return result;
    }
}

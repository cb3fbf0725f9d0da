using System.Globalization;

namespace Reprise.Learning.Svm;

/// <summary>The rows of weight above 0, class after class, and the pairs of classes that have some.</summary>
internal sealed class ClassRows
{
    private readonly int[] _starts;

    private ClassRows(int[] order, double[] weights, int[] present, int[] starts, bool all) =>
        (Order, Weights, Present, _starts, All) = (order, weights, present, starts, all);

    /// <summary>Row numbers, sorted by class, then as they come.</summary>
    public int[] Order { get; }

    /// <summary>The weight of each row of <see cref="Order"/>.</summary>
    public double[] Weights { get; }

    /// <summary>The classes that have rows, ascending.</summary>
    public int[] Present { get; }

    /// <summary>Whether no row was left out.</summary>
    public bool All { get; }

    /// <summary>Number of pairs of classes.</summary>
    public int Pairs => Present.Length * (Present.Length - 1) / 2;

    public static ClassRows Sort(ReadOnlySpan<int> y, int classes, ReadOnlySpan<double> weights, string owner)
    {
        var counts = new int[classes];
        var kept = 0;
        for (var row = 0; row < y.Length; row++)
        {
            if (weights.IsEmpty || weights[row] > 0)
            {
                counts[y[row]]++;
                kept++;
            }
        }

        int[] present = [.. Enumerable.Range(0, classes).Where(index => counts[index] > 0)];
        if (present.Length < 2)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"`{owner}` needs at least 2 classes in the rows of weight above 0. Got {present.Length}."), nameof(weights));
        }

        var starts = new int[present.Length + 1];
        var next = new int[classes];
        for (var i = 0; i < present.Length; i++)
        {
            next[present[i]] = starts[i];
            starts[i + 1] = starts[i] + counts[present[i]];
        }

        var (order, sorted) = (new int[kept], new double[kept]);
        for (var row = 0; row < y.Length; row++)
        {
            if (weights.IsEmpty || weights[row] > 0)
            {
                var place = next[y[row]]++;
                (order[place], sorted[place]) = (row, weights.IsEmpty ? 1 : weights[row]);
            }
        }

        return new ClassRows(order, sorted, present, starts, kept == y.Length);
    }

    /// <summary>The place of a class's first row, and how many it has.</summary>
    public (int Start, int Count) Run(int present) => (_starts[present], _starts[present + 1] - _starts[present]);

    /// <summary>Both classes of a pair; pairs are (0, 1), (0, 2), … (1, 2), …</summary>
    public ((int Start, int Count) First, (int Start, int Count) Second) Runs(int pair)
    {
        var first = 0;
        for (var left = Present.Length - 1; pair >= left; left--)
        {
            pair -= left;
            first++;
        }

        return (Run(first), Run(first + 1 + pair));
    }

    /// <summary>The rows in their own order.</summary>
    public int[] InOrder() => [.. Order.Order()];
}

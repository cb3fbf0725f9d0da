using Reprise.Core.Matrices;

namespace Reprise.Learning.Linear;

/// <summary>Rows that count and the classes that occur in them, numbered without gaps.</summary>
internal sealed record PresentClasses(MatrixView X, int[] Targets, int[] Classes, double[] Weights)
{
    /// <summary>Leaves out rows of weight 0.</summary>
    /// <exception cref="ArgumentException">Fewer than two classes have rows that count.</exception>
    public static PresentClasses Of(MatrixView x, ReadOnlySpan<int> y, int classes, double[] weights, string owner)
    {
        if (weights.Contains(0))
        {
            int[] rows = [.. Enumerable.Range(0, weights.Length).Where(row => weights[row] > 0)];
            var kept = new int[rows.Length];
            for (var i = 0; i < rows.Length; i++)
            {
                kept[i] = y[rows[i]];
            }

            x = x.TakeRows(rows);
            y = kept;
            weights = [.. rows.Select(row => weights[row])];
        }

        var numbers = new int[classes];
        foreach (var target in y)
        {
            numbers[target] = 1;
        }

        int[] present = [.. Enumerable.Range(0, classes).Where(index => numbers[index] > 0)];
        if (present.Length < 2)
        {
            throw new ArgumentException($"`{owner}` needs at least 2 classes in rows whose weight is above 0. Got {present.Length}.", nameof(y));
        }

        for (var i = 0; i < present.Length; i++)
        {
            numbers[present[i]] = i;
        }

        var targets = new int[y.Length];
        for (var row = 0; row < targets.Length; row++)
        {
            targets[row] = numbers[y[row]];
        }

        return new PresentClasses(x, targets, present, weights);
    }
}

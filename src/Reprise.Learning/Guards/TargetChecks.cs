using System.Globalization;
using Reprise.Core.Matrices;
using Reprise.Core.Tables;
using Reprise.Learning.Metrics;
using Reprise.Learning.Observation;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Selection;
using Reprise.Learning.Trees;

namespace Reprise.Learning.Guards;

/// <summary>Single columns that give the class away.</summary>
internal static class TargetChecks
{
    private const int FewestRows = 20;

    public static IEnumerable<Finding> Run(Table features, ClassLabels labels, double threshold, CancellationToken cancellationToken)
    {
        var counts = SplitInput.Count(labels.Indices);
        if (labels.Indices.Length < FewestRows || counts.Length < 2 || counts.Min() < 3)
        {
            yield break;                                             // a few rows are told apart by chance
        }

        var chance = (double)counts.Max() / labels.Indices.Length;
        foreach (var column in features.Columns)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var right = column.Type == ColumnType.String ? RightByValue(column, labels) : RightByTree(column, labels, cancellationToken);
            var gained = (right - chance) / (1 - chance);
            var severity = gained >= threshold ? Severity.Critical : gained >= 1 - (2 * (1 - threshold)) ? Severity.Warning : (Severity?)null;
            if (severity is { } found)
            {
                yield return new Finding(
                    found,
                    "target-leak",
                    column.Name,
                    right,
                    string.Create(CultureInfo.InvariantCulture, $"this column alone tells the class of {right:P1} of rows it was not fitted on; chance tells {chance:P1}."),
                    "Ask whether it is known when the prediction is made; leave it out if it is a result of the target.");
            }
        }
    }

    /// <summary>Number columns in nearly the target's order: squared rank correlation (Spearman 1904).</summary>
    public static IEnumerable<Finding> RunNumbers(Table features, double[] y, double threshold)
    {
        if (y.Length < FewestRows)
        {
            yield break;
        }

        foreach (var column in features.Columns.Where(column => column.Type != ColumnType.String && !column.HasNulls))
        {
            var correlation = RankCorrelation([.. Enumerable.Range(0, column.Length).Select(column.NumberAt)], y);
            var explained = correlation * correlation;
            if (explained >= 1 - (2 * (1 - threshold)))
            {
                yield return new Finding(
                    explained >= threshold ? Severity.Critical : Severity.Warning,
                    "target-leak",
                    column.Name,
                    correlation,
                    string.Create(CultureInfo.InvariantCulture, $"this column alone puts rows in the order of the target: rank correlation {correlation:F4}."),
                    "Ask whether it is known when the prediction is made; leave it out if it is a result of the target.");
            }
        }
    }

    /// <summary>Pearson's correlation of mean ranks; 0 when either is constant.</summary>
    internal static double RankCorrelation(double[] a, double[] b)
    {
        var (ranksA, ranksB) = (Ranks(a), Ranks(b));
        var mean = (a.Length + 1) / 2.0;
        var (crossed, squaresA, squaresB) = (0.0, 0.0, 0.0);
        for (var row = 0; row < a.Length; row++)
        {
            var (da, db) = (ranksA[row] - mean, ranksB[row] - mean);
            crossed += da * db;
            squaresA += da * da;
            squaresB += db * db;
        }

        return squaresA * squaresB == 0 ? 0 : crossed / Math.Sqrt(squaresA * squaresB);
    }

    private static double[] Ranks(double[] values)
    {
        var sorted = (double[])values.Clone();
        var order = Enumerable.Range(0, values.Length).ToArray();
        Array.Sort(sorted, order);
        var ranks = new double[values.Length];
        for (var start = 0; start < sorted.Length;)
        {
            var end = start + 1;
            while (end < sorted.Length && sorted[end] == sorted[start])
            {
                end++;
            }

            for (var at = start; at < end; at++)
            {
                ranks[order[at]] = (start + end + 1) / 2.0;
            }

            start = end;
        }

        return ranks;
    }

    /// <summary>The part of rows whose class is the most frequent one among the other rows of their value.</summary>
    private static double RightByValue(Column column, ClassLabels labels)
    {
        var counts = new Dictionary<string, int[]>(StringComparer.Ordinal);
        var texts = new string[column.Length];
        for (var row = 0; row < texts.Length; row++)
        {
            texts[row] = column.TextAt(row) is { } text ? "=" + text : "";
            if (!counts.TryGetValue(texts[row], out var own))
            {
                counts.Add(texts[row], own = new int[labels.Classes.Count]);
            }

            own[labels.Indices[row]]++;
        }

        var right = 0;
        for (var row = 0; row < texts.Length; row++)
        {
            var own = counts[texts[row]];
            own[labels.Indices[row]]--;
            right += own.Max() > 0 && own.IndexOf(own.Max()) == labels.Indices[row] ? 1 : 0;
            own[labels.Indices[row]]++;
        }

        return (double)right / texts.Length;
    }

    /// <summary>Out-of-fold accuracy of a small tree on the column; nulls get a value of their own.</summary>
    private static double RightByTree(Column column, ClassLabels labels, CancellationToken cancellationToken)
    {
        var x = new Matrix(column.Length, 2);
        for (var row = 0; row < x.Rows; row++)
        {
            var value = column.NumberAt(row);
            (x[row, 0], x[row, 1]) = double.IsFinite(value) ? (value, 0) : (0, double.IsNaN(value) ? 1 : Math.Sign(value) + 3);
        }

        using var unseen = FitObservation.Suppress();
        return new CrossValidation { Splitter = new StratifiedKFold { Folds = 3, ShuffleSeed = 0 }, Metrics = [ClassificationMetric.Accuracy] }
            .Evaluate(new DecisionTreeClassifier { MaxDepth = 6 }, x, labels.Indices, labels.Classes.Count, cancellationToken: cancellationToken)
            .OutOfFold.Confusion.Accuracy;
    }
}

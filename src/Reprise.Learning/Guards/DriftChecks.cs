using System.Globalization;
using Reprise.Core.Matrices;
using Reprise.Core.Numerics;
using Reprise.Core.Tables;
using Reprise.Learning.Estimators;
using Reprise.Learning.Metrics;
using Reprise.Learning.Observation;
using Reprise.Learning.Selection;

namespace Reprise.Learning.Guards;

/// <summary>Training and test rows that differ: Kolmogorov and Smirnov's distance per column of numbers, differences of shares per column of texts, and how well a classifier tells the two apart (Lopez-Paz and Oquab 2017).</summary>
internal static class DriftChecks
{
    private const int FewestRows = 20;
    private const double Significance = 0.001;
    private const double SmallestDistance = 0.1;
    private const double SmallestArea = 0.6;

    public static IEnumerable<Finding> Run(Table train, Table test, string where, IClassifier classifier, CancellationToken cancellationToken)
    {
        Column[] columns =
        [
            .. train.Columns.Where(column => test.TryGetColumn(column.Name, out var other) && (column.Type == ColumnType.String) == (other.Type == ColumnType.String)),
        ];
        if (train.RowCount < FewestRows || test.RowCount < FewestRows || columns.Length == 0)
        {
            yield break;
        }

        foreach (var column in columns)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (column.Type == ColumnType.String)
            {
                if (OfTexts(column, test[column.Name], columns.Length, where) is { } finding)
                {
                    yield return finding;
                }

                continue;
            }

            var (a, b) = (Values(column), Values(test[column.Name]));
            if (a.Length == 0 || b.Length == 0)
            {
                continue;
            }

            var distance = KolmogorovSmirnov(a, b);
            if (distance >= SmallestDistance && PValue(distance, a.Length, b.Length) * columns.Length < Significance)
            {
                yield return new Finding(
                    distance >= 0.3 ? Severity.Critical : Severity.Warning,
                    "drift",
                    column.Name,
                    distance,
                    string.Create(CultureInfo.InvariantCulture, $"its distribution in training differs from that in {where}: Kolmogorov-Smirnov distance {distance:F3}."),
                    "Scores of these test rows say how the model does there, not on rows like those in training; collect rows of both kinds or weigh them.");
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
        var area = Area(columns, test, classifier, cancellationToken);
        double all = train.RowCount + test.RowCount;
        var error = Math.Sqrt((all + 1) / (12.0 * train.RowCount * test.RowCount));
        if (area >= SmallestArea && area - 0.5 > 4 * error)
        {
            yield return new Finding(
                area >= 0.75 ? Severity.Critical : Severity.Warning,
                "drift",
                "all columns",
                area,
                string.Create(CultureInfo.InvariantCulture, $"a classifier tells training rows from {where} with an area under the ROC curve of {area:F3}; 0.5 is chance."),
                "See which columns drift, or how rows were assigned: time, place or source may divide them.");
        }
    }

    private static Finding? OfTexts(Column train, Column test, int columns, string where)
    {
        var shares = new CategoryShares(train, test);
        var distance = shares.Distance;
        return distance >= SmallestDistance && shares.PValue * columns < Significance
            ? new Finding(
                distance >= 0.3 ? Severity.Critical : Severity.Warning,
                "drift",
                train.Name,
                distance,
                string.Create(CultureInfo.InvariantCulture, $"its texts are distributed otherwise in training than in {where}: {100 * distance:F1} % of the rows would have to change theirs."),
                "Scores of these test rows say how the model does there, not on rows like those in training; collect rows of both kinds or weigh them.")
            : null;
    }

    /// <summary>The largest distance between two empirical distributions. O(n log n).</summary>
    internal static double KolmogorovSmirnov(double[] a, double[] b)
    {
        Array.Sort(a);
        Array.Sort(b);
        var (i, j, distance) = (0, 0, 0.0);
        while (i < a.Length && j < b.Length)
        {
            var value = Math.Min(a[i], b[j]);
            while (i < a.Length && a[i] == value)
            {
                i++;
            }

            while (j < b.Length && b[j] == value)
            {
                j++;
            }

            distance = Math.Max(distance, Math.Abs(((double)i / a.Length) - ((double)j / b.Length)));
        }

        return distance;
    }

    /// <summary>How likely so large a distance is by chance: Kolmogorov's limit with Stephens' correction.</summary>
    internal static double PValue(double distance, int a, int b)
    {
        var rows = Math.Sqrt((double)a * b / (a + b));
        var lambda = (rows + 0.12 + (0.11 / rows)) * distance;
        var sum = 0.0;
        for (var k = 1; k <= 100; k++)
        {
            sum += (k % 2 == 1 ? 2 : -2) * PortableMath.Exp(-2.0 * k * k * lambda * lambda);
        }

        return lambda < 0.2 ? 1 : Math.Clamp(sum, 0, 1);
    }

    private static double[] Values(Column column) =>
        [.. Enumerable.Range(0, column.Length).Select(column.NumberAt).Where(value => !double.IsNaN(value))];

    /// <summary>Out-of-fold area of telling the two apart; nulls and infinities count 0, texts the number of their category.</summary>
    private static double Area(Column[] columns, Table test, IClassifier classifier, CancellationToken cancellationToken)
    {
        var train = columns[0].Length;
        var x = new Matrix(train + test.RowCount, columns.Length);
        var y = new int[x.Rows];
        y.AsSpan(train).Fill(1);
        for (var i = 0; i < columns.Length; i++)
        {
            var other = test[columns[i].Name];
            var shares = columns[i].Type == ColumnType.String ? new CategoryShares(columns[i], other) : null;
            for (var row = 0; row < x.Rows; row++)
            {
                var (column, at) = row < train ? (columns[i], row) : (other, row - train);
                var value = shares?.Number(column.TextAt(at)) ?? column.NumberAt(at);
                x[row, i] = double.IsFinite(value) ? value : 0;
            }
        }

        using var unseen = FitObservation.Suppress();
        return ClassificationMetric.RocAucOvr.Compute(
            new CrossValidation { Splitter = new StratifiedKFold { Folds = 3, ShuffleSeed = 0 }, Metrics = [ClassificationMetric.Accuracy] }
                .Evaluate(classifier, x, y, 2, cancellationToken: cancellationToken).OutOfFold);
    }
}

using System.Globalization;
using Reprise.Core.Errors;
using Reprise.Core.Matrices;
using Reprise.Core.Tables;
using Reprise.Learning.Estimators;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Selection;

namespace Reprise.Learning.Explanation;

/// <summary>How predictions change on average when one or two features are set to given values in every row and the rest stays as it is (Friedman 2001).</summary>
/// <remarks>
/// Values are taken from the rows, at evenly spaced quantiles, so that no value is made up; of a text column every value. Where features
/// depend on each other the average runs over rows that do not occur. O(grid points) predictions of all rows. Immutable; safe to share between threads.
/// </remarks>
public sealed record PartialDependence
{
    /// <summary>Most values per feature, at least 2. Default 20.</summary>
    public int GridPoints { get; init; } = 20;

    /// <summary>The lowest quantile used, in [0, 1] and below <see cref="UpperQuantile"/>. Default 0.05.</summary>
    public double LowerQuantile { get; init; } = 0.05;

    /// <summary>The highest quantile used, in [0, 1]. Default 0.95.</summary>
    public double UpperQuantile { get; init; } = 0.95;

    /// <summary>Most predictions at once, at least 1; null for one per processor. Does not change the result. Default null.</summary>
    public int? MaxWorkers { get; init; }

    /// <summary>Mean probabilities of each class of a classifier on a matrix.</summary>
    /// <param name="model">What is explained.</param>
    /// <param name="x">Samples × features, at least one row.</param>
    /// <param name="features">One or two different columns of <paramref name="x"/>.</param>
    /// <param name="cancellationToken">Looked at once per grid point.</param>
    /// <exception cref="ArgumentException">A parameter is out of range, or the data do not fit the model.</exception>
    public DependenceGrid Of(IClassifierModel model, MatrixView x, IReadOnlyList<int> features, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        string[] outputs = [.. Enumerable.Range(0, model.ClassCount).Select(index => index.ToString(CultureInfo.InvariantCulture))];
        return Run(AsTable(x), Names(features, x.Columns), outputs, table => model.PredictProbabilities(AsMatrix(table), cancellationToken), cancellationToken);
    }

    /// <summary>Mean values of a regressor on a matrix.</summary>
    /// <inheritdoc cref="Of(IClassifierModel, MatrixView, IReadOnlyList{int}, CancellationToken)"/>
    public DependenceGrid Of(IRegressorModel model, MatrixView x, IReadOnlyList<int> features, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Run(AsTable(x), Names(features, x.Columns), ["y"], table => AsColumn(model.Predict(AsMatrix(table), cancellationToken)), cancellationToken);
    }

    /// <summary>Mean probabilities of each class of a fitted classifier pipeline.</summary>
    /// <param name="model">What is explained.</param>
    /// <param name="table">Rows to average over, at least one.</param>
    /// <param name="features">The names of one or two different columns that the model reads.</param>
    /// <param name="cancellationToken">Looked at once per grid point.</param>
    /// <exception cref="ArgumentException">A parameter is out of range, or the table does not fit the model.</exception>
    public DependenceGrid Of(ITabularClassifier model, Table table, IReadOnlyList<string> features, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Run(table, Known(model, features), model.Classes, rows => model.Predict(rows, cancellationToken).Probabilities, cancellationToken);
    }

    /// <summary>Mean values of a fitted regressor pipeline.</summary>
    /// <inheritdoc cref="Of(ITabularClassifier, Table, IReadOnlyList{string}, CancellationToken)"/>
    public DependenceGrid Of(ITabularRegressor model, Table table, IReadOnlyList<string> features, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Run(table, Known(model, features), [model.Target], rows => AsColumn(model.Predict(rows, cancellationToken)), cancellationToken);
    }

    private DependenceGrid Run(
        Table table, IReadOnlyList<string> features, IReadOnlyList<string> outputs, Func<Table, MatrixView> predict, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(table);
        Require.InRange(GridPoints, 2, int.MaxValue, nameof(PartialDependence));
        Require.InRange(UpperQuantile, 0, 1, nameof(PartialDependence));
        Require.InRange(LowerQuantile, 0, UpperQuantile, nameof(PartialDependence));
        Require.InRange(MaxWorkers ?? 1, 1, int.MaxValue, nameof(PartialDependence), nameof(MaxWorkers));
        Require.InRange(table.RowCount, 1, int.MaxValue, nameof(PartialDependence), "rows");
        if (features.Count is not (1 or 2) || features.Distinct(StringComparer.Ordinal).Count() != features.Count)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"`{nameof(PartialDependence)}` is of one feature or two different ones. Got {string.Join(", ", features)}."), nameof(features));
        }

        int[][] at = [.. features.Select(feature => GridRows(table[feature]))];
        var points = at.Aggregate(1, (product, rows) => checked(product * rows.Length));
        var means = new Matrix(points, outputs.Count);
        Workers.Run(
            points,
            MaxWorkers,
            point =>
            {
                var rows = table;
                for (var (i, left) = (features.Count - 1, point); i >= 0; i--)
                {
                    (left, var place) = Math.DivRem(left, at[i].Length);
                    var same = new int[table.RowCount];
                    same.AsSpan().Fill(at[i][place]);
                    rows = rows.With(table[features[i]].TakeRows(same));
                }

                Average(predict(rows), means.Row(point));
            },
            cancellationToken);
        return new DependenceGrid([.. features.Select((feature, i) => Axis(table[feature], at[i]))], outputs, means);
    }

    /// <summary>Rows whose values of a column are the grid: different, ascending.</summary>
    private int[] GridRows(Column column)
    {
        int[] known = [.. Enumerable.Range(0, column.Length).Where(row => !column.IsNull(row))];
        if (known.Length == 0)
        {
            throw new ArgumentException($"Column '{column.Name}' is null in every row; there is no value to set.", nameof(column));
        }

        var sorted = column.Type == ColumnType.String
            ? known.OrderBy(column.TextAt, StringComparer.Ordinal).ToArray()
            : [.. known.OrderBy(column.NumberAt)];
        int[] distinct = [.. sorted.DistinctBy(column.TextAt)];
        if (column.Type == ColumnType.String || distinct.Length <= GridPoints)
        {
            return distinct;
        }

        return
        [
            .. Enumerable.Range(0, GridPoints)
                .Select(i => LowerQuantile + ((UpperQuantile - LowerQuantile) * i / (GridPoints - 1)))
                .Select(quantile => sorted[(int)Math.Round(quantile * (sorted.Length - 1))])
                .DistinctBy(column.TextAt),
        ];
    }

    private static DependenceAxis Axis(Column column, int[] rows) =>
        new(
            column.Name,
            [.. rows.Select(row => column.TextAt(row)!)],
            [.. rows.Select(row => column.Type == ColumnType.String ? double.NaN : column.NumberAt(row))]);

    private static void Average(MatrixView predictions, Span<double> means)
    {
        for (var row = 0; row < predictions.Rows; row++)
        {
            var values = predictions.Row(row);
            for (var i = 0; i < means.Length; i++)
            {
                means[i] += values[i];
            }
        }

        foreach (ref var mean in means)
        {
            mean /= predictions.Rows;
        }
    }

    private static IReadOnlyList<string> Known(ITabularModel model, IReadOnlyList<string> features)
    {
        ArgumentNullException.ThrowIfNull(features);
        foreach (var feature in features)
        {
            if (!model.Inputs.Any(input => input.Name == feature))
            {
                throw new ArgumentException(
                    $"The model does not read a column '{feature}'. It reads: {string.Join(", ", model.Inputs.Take(60).Select(input => input.Name))}.", nameof(features));
            }
        }

        return features;
    }

    private static string[] Names(IReadOnlyList<int> features, int columns)
    {
        ArgumentNullException.ThrowIfNull(features);
        foreach (var feature in features)
        {
            Require.InRange(feature, 0, columns - 1, nameof(PartialDependence), nameof(features));
        }

        return [.. features.Select(Name)];
    }

    private static string Name(int column) => string.Create(CultureInfo.InvariantCulture, $"x{column}");

    private static Table AsTable(MatrixView x) =>
        new(
        [
            .. Enumerable.Range(0, x.Columns).Select(i =>
            {
                var values = new double[x.Rows];
                x.CopyColumn(i, values);
                return new Column<double>(Name(i), values);
            }),
        ]);

    private static Matrix AsMatrix(Table table)
    {
        var x = new Matrix(table.RowCount, table.Columns.Count);
        for (var i = 0; i < x.Columns; i++)
        {
            var values = ((Column<double>)table.Columns[i]).Values;
            for (var row = 0; row < x.Rows; row++)
            {
                x[row, i] = values[row];
            }
        }

        return x;
    }

    private static MatrixView AsColumn(double[] values) => new(values, values.Length, 1);
}

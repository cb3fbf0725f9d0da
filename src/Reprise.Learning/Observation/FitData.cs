using System.Globalization;
using Reprise.Core.Matrices;
using Reprise.Core.Tables;

namespace Reprise.Learning.Observation;

/// <summary>The rows an observed fit learns from: a table, or a matrix with or without targets. Rows were not checked: the fit does that.</summary>
public sealed class FitData
{
    /// <summary>What the predicted column of a matrix is called.</summary>
    internal const string MatrixTarget = "y";

    private IReadOnlyList<string>? _names;
    private IReadOnlyList<string>? _labels;

    private FitData(Table? table, string? target) => (Table, Target) = (table, target);

    /// <summary>The table, which holds the target too; null when the rows are a matrix.</summary>
    public Table? Table { get; }

    /// <summary>The target column; <c>y</c> for a matrix whose target has no name; null where there is none.</summary>
    public string? Target { get; }

    /// <summary>The features of a matrix; empty when the rows are a table. The caller's memory: it may change once the fit has ended.</summary>
    public MatrixView Features { get; private init; } = new([], 0, 0);

    /// <summary>A class index per row of a matrix; empty where the target is none.</summary>
    public ReadOnlyMemory<int> ClassIndices { get; private init; }

    /// <summary>Number of classes of a matrix's target, as the caller gave it.</summary>
    public int ClassCount { get; private init; }

    /// <summary>A value per row of a matrix; empty where the target is none.</summary>
    public ReadOnlyMemory<double> Values { get; private init; }

    /// <summary>A weight per row of a matrix; empty for 1 each.</summary>
    public ReadOnlyMemory<double> Weights { get; private init; }

    /// <summary>Number of rows.</summary>
    public int RowCount => Table?.RowCount ?? Features.Rows;

    /// <summary>Names of a matrix's columns: those it was given with, else <c>x0</c>, <c>x1</c>, ….</summary>
    public IReadOnlyList<string> FeatureNames =>
        _names ??= [.. Enumerable.Range(0, Features.Columns).Select(column => string.Create(CultureInfo.InvariantCulture, $"x{column}"))];

    /// <summary>Labels of a matrix's classes: those it was given with, else their indices, with leading zeros so that their order as text is theirs as numbers.</summary>
    public IReadOnlyList<string> ClassLabels =>
        _labels ??= [.. Enumerable.Range(0, ClassCount).Select(index => index.ToString(CultureInfo.InvariantCulture).PadLeft((ClassCount - 1).ToString(CultureInfo.InvariantCulture).Length, '0'))];

    /// <summary>The first rows, without the target: features of a matrix as columns of doubles.</summary>
    public Table Head(int rows)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        var count = Math.Min(rows, RowCount);
        if (Table is { } table)
        {
            return (Target is null ? table : table.Without(Target)).TakeRows([.. Enumerable.Range(0, count)]);
        }

        var columns = new Column[Features.Columns];
        for (var column = 0; column < columns.Length; column++)
        {
            var values = new double[count];
            for (var row = 0; row < count; row++)
            {
                values[row] = Features[row, column];
            }

            columns[column] = new Column<double>(FeatureNames[column], values);
        }

        return new Table(columns);
    }

    internal static FitData Of(Table table, string? target) => new(table, target);

    internal static FitData OfClasses(MatrixView x, ReadOnlySpan<int> y, int classes, ReadOnlySpan<double> weights) =>
        new(null, MatrixTarget) { Features = x, ClassIndices = y.ToArray(), ClassCount = classes, Weights = weights.ToArray() };

    internal static FitData OfClasses(MatrixView x, IReadOnlyList<string> names, ReadOnlySpan<int> y, IReadOnlyList<string> labels, string target) =>
        new(null, target) { Features = x, ClassIndices = y.ToArray(), ClassCount = labels.Count, _names = names, _labels = labels };

    internal static FitData OfValues(MatrixView x, ReadOnlySpan<double> y, ReadOnlySpan<double> weights) =>
        new(null, MatrixTarget) { Features = x, Values = y.ToArray(), Weights = weights.ToArray() };

    internal static FitData OfRows(MatrixView x, ReadOnlySpan<double> weights) => new(null, null) { Features = x, Weights = weights.ToArray() };
}

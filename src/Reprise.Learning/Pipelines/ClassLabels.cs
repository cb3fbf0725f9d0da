using System.Globalization;
using Reprise.Core.Tables;

namespace Reprise.Learning.Pipelines;

/// <summary>The classes of a target column, sorted ordinally, and each row's index among them: what scikit-learn's <c>LabelEncoder</c> does for a target.</summary>
public sealed class ClassLabels
{
    private readonly int[] _indices;

    private ClassLabels(string[] classes, int[] indices) => (Classes, _indices) = (classes, indices);

    /// <summary>The different labels, sorted ordinally.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>Per row the index of its label in <see cref="Classes"/>.</summary>
    public ReadOnlySpan<int> Indices => _indices;

    /// <summary>Reads the labels of a column of a table.</summary>
    /// <exception cref="ArgumentException">The column is missing, holds nulls, or holds numbers with a fraction.</exception>
    public static ClassLabels Read(Table table, string target)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentException.ThrowIfNullOrEmpty(target);
        if (!table.TryGetColumn(target, out var column))
        {
            throw new ArgumentException(
                $"The target column '{target}' is not in the table. It has: {string.Join(", ", table.Columns.Take(60).Select(c => c.Name))}.", nameof(target));
        }

        var labels = new string[column.Length];
        for (var row = 0; row < labels.Length; row++)
        {
            labels[row] = column.TextAt(row)
                ?? throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"The target column '{target}' is null at row {row}; drop rows without a class."),
                    nameof(table));
            if (column.Type == ColumnType.Double && !double.IsInteger(column.NumberAt(row)))
            {
                throw new ArgumentException(
                    $"The target column '{target}' holds {labels[row]}; classes are text, booleans or whole numbers.", nameof(table));
            }
        }

        return Encode(labels);
    }

    /// <summary>Sorts the different labels and indexes each row.</summary>
    public static ClassLabels Encode(IReadOnlyList<string> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        string[] classes = [.. labels.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var label in classes)
        {
            index.Add(label, index.Count);
        }

        return new ClassLabels(classes, [.. labels.Select(label => index[label])]);
    }
}

using System.Globalization;
using Reprise.Core.Tables;
using Reprise.Learning.Pipelines;

namespace Reprise.Learning.Preprocessing.Encoding;

/// <summary>The categories of one column, as text in order, and the index of a cell among them.</summary>
/// <remarks>Text is ordered ordinally, whole numbers by value, false before true.</remarks>
internal sealed class CategoryIndex
{
    /// <summary>The index of a category that is not known.</summary>
    public const int Unknown = -1;

    /// <summary>The index of a null.</summary>
    public const int Null = -2;

    private readonly Dictionary<string, int>? _texts;
    private readonly Dictionary<long, int>? _numbers;

    public CategoryIndex(InputColumn input, string[] categories)
    {
        (Input, Categories) = (input, categories);
        if (input.Type == ColumnType.String)
        {
            _texts = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (var category in categories)
            {
                _texts.Add(category, _texts.Count);
            }
        }
        else
        {
            _numbers = [];
            foreach (var category in categories)
            {
                _numbers.Add(Number(input.Type, category) ?? throw new ArgumentException($"'{category}' is no {input.Type}.", nameof(categories)), _numbers.Count);
            }
        }
    }

    /// <summary>The column.</summary>
    public InputColumn Input { get; }

    /// <summary>Its categories as text.</summary>
    public string[] Categories { get; }

    /// <summary>The different cells of a column, in order, how often each occurs, and how many nulls there are.</summary>
    public static (CategoryIndex Index, int[] Counts, int Nulls) Learn(Column column)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var nulls = 0;
        for (var row = 0; row < column.Length; row++)
        {
            if (column.TextAt(row) is { } text)
            {
                counts[text] = counts.GetValueOrDefault(text) + 1;
            }
            else
            {
                nulls++;
            }
        }

        string[] categories = [.. counts.Keys];
        Array.Sort(categories, (a, b) => Compare(column.Type, a, b));
        return (new CategoryIndex(new InputColumn(column.Name, column.Type), categories), [.. categories.Select(category => counts[category])], nulls);
    }

    /// <summary>Whether these are categories as <see cref="Learn"/> gives them: of the type, each once, in order.</summary>
    public static bool Valid(ColumnType type, IReadOnlyList<string> categories)
    {
        for (var i = 0; i < categories.Count; i++)
        {
            if (type == ColumnType.Double
                || (type != ColumnType.String && Number(type, categories[i]) is null)
                || (i > 0 && Compare(type, categories[i - 1], categories[i]) >= 0))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The categories as numbers; for columns of whole numbers and booleans.</summary>
    public IEnumerable<double> Numbers() => Categories.Select(category => (double)Number(Input.Type, category)!.Value);

    /// <summary>Per row the index of its category, <see cref="Unknown"/> or <see cref="Null"/>.</summary>
    public int[] IndicesOf(Column column)
    {
        var indices = new int[column.Length];
        for (var row = 0; row < indices.Length; row++)
        {
            indices[row] = column.IsNull(row) ? Null : Find(column, row);
        }

        return indices;
    }

    private int Find(Column column, int row)
    {
        switch (column)
        {
            case Column<string> text:
                return _texts!.GetValueOrDefault(text.Values[row], Unknown);
            case Column<long> number:
                return _numbers!.GetValueOrDefault(number.Values[row], Unknown);
            default:
                var value = column.NumberAt(row);
                return double.IsNaN(value) ? Null
                    : double.IsInteger(value) && Math.Abs(value) <= 1L << 53 ? _numbers!.GetValueOrDefault((long)value, Unknown)
                    : Unknown;
        }
    }

    private static int Compare(ColumnType type, string a, string b) =>
        type == ColumnType.String ? string.CompareOrdinal(a, b) : Number(type, a)!.Value.CompareTo(Number(type, b)!.Value);

    private static long? Number(ColumnType type, string text) =>
        type == ColumnType.Boolean
            ? text switch { "false" => 0, "true" => 1, _ => null }
            : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}

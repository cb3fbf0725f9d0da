using System.Text.Json;
using Reprise.Core.Tables;

namespace Reprise.Data.Profiles;

/// <summary>What a table looks like, in the words MLflow keeps with a run's dataset, extended by a profile of each column.</summary>
public sealed record DatasetProfile
{
    private const int MostShown = 10;
    private const int ShownCharacters = 100;

    /// <summary>Rows.</summary>
    public required int NumRows { get; init; }

    /// <summary>Cells.</summary>
    public required long NumElements { get; init; }

    /// <summary>The columns, in order.</summary>
    public required IReadOnlyList<ColumnProfile> Columns { get; init; }

    /// <summary>Profiles a table. O(cells · log rows).</summary>
    public static DatasetProfile Of(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return new DatasetProfile
        {
            NumRows = table.RowCount,
            NumElements = (long)table.RowCount * table.Columns.Count,
            Columns = [.. table.Columns.Select(Of)],
        };
    }

    /// <summary>The columns' names and types as MLflow writes a dataset's schema: <c>{"mlflow_colspec":[{"type":"double","name":"x","required":true}]}</c>.</summary>
    public static string SchemaJson(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return JsonSerializer.Serialize(
            new MlflowSchema([.. table.Columns.Select(column => new MlflowColumn(column.Type.ToString().ToLowerInvariant(), column.Name, !column.HasNulls))]),
            ProfileJson.Text.MlflowSchema);
    }

    /// <summary>The profile as compact JSON with snake-case names.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ProfileJson.Text.DatasetProfile);

    private static ColumnProfile Of(Column column) => column switch
    {
        Column<string> text => OfText(text),
        Column<double> numbers => WithNumbers(Counted(numbers), numbers),
        Column<long> numbers => WithNumbers(Counted(numbers), numbers),
        _ => WithNumbers(Counted((Column<bool>)column), column),
    };

    private static ColumnProfile OfText(Column<string> column)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var row = 0; row < column.Length; row++)
        {
            if (!column.IsNull(row))
            {
                counts[column.Values[row]] = counts.GetValueOrDefault(column.Values[row]) + 1;
            }
        }

        return Counted(column) with { Top = Top(counts) };
    }

    private static ColumnProfile Counted<T>(Column<T> column)
        where T : notnull
    {
        var distinct = new HashSet<T>();
        var nulls = 0;
        for (var row = 0; row < column.Length; row++)
        {
            if (column.IsNull(row))
            {
                nulls++;
            }
            else
            {
                distinct.Add(column.Values[row]);
            }
        }

        return new ColumnProfile { Name = column.Name, Type = column.Type, Nulls = nulls, Distinct = distinct.Count };
    }

    private static List<ValueCount> Top(Dictionary<string, int> counts) =>
        [
            .. counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Take(MostShown)
                .Select(pair => new ValueCount(pair.Key.Length > ShownCharacters ? $"{pair.Key.AsSpan(0, ShownCharacters)}…" : pair.Key, pair.Value)),
        ];

    private static ColumnProfile WithNumbers(ColumnProfile profile, Column column)
    {
        var numbers = Enumerable.Range(0, column.Length).Select(column.NumberAt).Where(double.IsFinite).Order().ToArray();
        if (numbers.Length == 0)
        {
            return profile;
        }

        var mean = numbers.Average();
        return profile with
        {
            Minimum = numbers[0],
            Maximum = numbers[^1],
            Mean = mean,
            StandardDeviation = numbers.Length > 1 ? Math.Sqrt(numbers.Sum(number => (number - mean) * (number - mean)) / (numbers.Length - 1)) : null,
            Median = (numbers[(numbers.Length - 1) / 2] / 2) + (numbers[numbers.Length / 2] / 2),
        };
    }
}

using Reprise.Core.Matrices;
using Reprise.Core.Tables;
using Reprise.Learning.Pipelines;

namespace Reprise.Learning.Preprocessing.Columns;

/// <summary>What every <see cref="ITableReader"/> does alike.</summary>
internal static class TableReader
{
    internal const int MaxProblems = 100;

    /// <summary>Reads, or throws with up to 100 problems.</summary>
    public static Matrix Transform(ITableReader reader, Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var problems = new ProblemList(MaxProblems);
        var matrix = reader.Read(table, problems);
        return problems.Count == 0 ? matrix : throw new ArgumentException(problems.ToString(), nameof(table));
    }

    /// <summary>The column a model reads; notes when it is missing or of a type the model was not trained on. Whole and real numbers stand in for each other.</summary>
    public static Column? Find(Table table, InputColumn input, ProblemList problems)
    {
        if (!table.TryGetColumn(input.Name, out var column))
        {
            problems.Add($"Column '{input.Name}' ({input.Type}) is missing.");
        }
        else if (column.Type != input.Type && !(IsNumber(column.Type) && IsNumber(input.Type)))
        {
            problems.Add($"Column '{input.Name}' is {column.Type}; the model was trained on {input.Type}.");
            return null;
        }

        return column;
    }

    private static bool IsNumber(ColumnType type) => type is ColumnType.Double or ColumnType.Long;
}

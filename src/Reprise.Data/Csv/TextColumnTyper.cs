using System.Collections;
using Reprise.Core.Tables;

namespace Reprise.Data.Csv;

/// <summary>Converts a column of text to a given type, or to the first type that all its cells are.</summary>
internal sealed class TextColumnTyper(TextTable text, int column, string[] nullTokens)
{
    private delegate bool Parse<T>(ReadOnlySpan<char> cell, out T value);

    /// <summary>The column as the first of long, double, boolean, string that fits; double when it is all null.</summary>
    public Column Infer()
    {
        if (IsAllNull())
        {
            return Build<double>(CsvNumber.TryDouble, null)!;
        }

        if (Build<long>(CsvNumber.TryLong, null) is { } longs)
        {
            return longs;
        }

        // Whole numbers of which one does not fit a long are identifiers: as doubles they would lose digits.
        return Build<double>(CsvNumber.TryDouble, null) is { } doubles && !IsAllWhole()
            ? doubles
            : (Column?)Build<bool>(bool.TryParse, null) ?? Build<string>(TryString, null)!;
    }

    /// <summary>The column as that type; a cell that is not of it is reported and reads as null.</summary>
    public Column As(ColumnType type, CsvProblemList problems) => type switch
    {
        ColumnType.Long => Build<long>(CsvNumber.TryLong, row => Report(row, "whole number", problems))!,
        ColumnType.Double => Build<double>(CsvNumber.TryDouble, row => Report(row, "number", problems))!,
        ColumnType.Boolean => Build<bool>(bool.TryParse, row => Report(row, "boolean (true or false)", problems))!,
        _ => Build<string>(TryString, null)!,
    };

    /// <summary>Null where a cell does not parse and nobody wants to hear of it.</summary>
    private Column<T>? Build<T>(Parse<T> parse, Action<int>? onFailure)
        where T : notnull
    {
        var values = new T[text.RowCount];
        BitArray? nulls = null;
        var typed = onFailure is not null && typeof(T) != typeof(string);
        for (var row = 0; row < values.Length; row++)
        {
            var cell = text.Cell(row, column);
            var isNull = IsNull(typed ? cell.Trim() : cell);
            if (!isNull && parse(cell, out values[row]))
            {
                continue;
            }

            (nulls ??= new BitArray(values.Length))[row] = true;
            if (isNull)
            {
                continue;
            }

            if (onFailure is null)
            {
                return null;
            }

            onFailure(row);
        }

        return new Column<T>(text.ColumnNames[column], values, nulls);
    }

    private void Report(int row, string wanted, CsvProblemList problems)
    {
        if (text.IsRagged(row))
        {
            return;
        }

        problems.Add(new CsvProblem
        {
            Rule = CsvRule.Type,
            Line = text.LineOf(row),
            Row = row + 1,
            Column = column + 1,
            ColumnName = text.ColumnNames[column],
            Message = $"'{CsvProblem.Shown(text.Cell(row, column))}' is no {wanted}.",
        });
    }

    private bool IsAllNull()
    {
        var row = 0;
        while (row < text.RowCount && IsNull(text.Cell(row, column)))
        {
            row++;
        }

        return row == text.RowCount;
    }

    private bool IsAllWhole()
    {
        for (var row = 0; row < text.RowCount; row++)
        {
            var cell = text.Cell(row, column);
            if (!IsNull(cell) && !CsvNumber.IsWhole(cell))
            {
                return false;
            }
        }

        return true;
    }

    private bool IsNull(ReadOnlySpan<char> cell)
    {
        foreach (var token in nullTokens)
        {
            if (cell.SequenceEqual(token))
            {
                return true;
            }
        }

        return false;
    }

    private static bool TryString(ReadOnlySpan<char> cell, out string value)
    {
        value = cell.ToString();
        return true;
    }
}

using System.Runtime.InteropServices;
using Reprise.Core.Errors;
using Reprise.Data.Csv;

namespace Reprise.Serving.Requests;

/// <summary>CSV bodies of <c>/invocations</c>: a header line with the columns' names, then rows; an empty cell is null.</summary>
public static class CsvBodyReader
{
    private const string Form = "csv";

    /// <summary>Reads a CSV body into a table that fits the schema, or lists every problem.</summary>
    public static InputResult Read(ReadOnlyMemory<byte> body, InputSchema schema, InputLimits limits, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(limits);
        var table = new TableBuilder(schema, limits);
        if (body.Length > limits.MaxBodyBytes)
        {
            table.Problems.Add([], InputRules.Limit, $"The body has {body.Length} bytes; at most {limits.MaxBodyBytes} are taken. Split the request.");
            return table.Finish([]);
        }

        var options = new CsvOptions { AllowNoRows = true, NameUnnamedColumns = true, MaxProblems = limits.MaxProblems };
        TextTable text;
        try
        {
            text = CsvText.Read(Open(body), options, cancellationToken);
        }
        catch (RepriseException error)
        {
            table.Problems.Add([Form], InputRules.Csv, error.Message);
            return table.Finish([]);
        }

        foreach (var problem in text.Problems)
        {
            int? row = problem.Row > 0 ? problem.Row - 1 : null;
            table.Problems.Add([Form, .. Place(problem)], RuleOf(problem.Rule), problem.Message, row: row, column: problem.ColumnName);
        }

        if (text.ColumnNames.Count > 0 && table.Start(text.RowCount, [Form], (row, column) => [Form, row, schema.Fields[column].Name!]))
        {
            Fill(table, text);
        }

        return table.Finish([Form]);
    }

    private static void Fill(TableBuilder table, TextTable text)
    {
        var places = new int[table.Schema.Fields.Count];
        for (var column = 0; column < places.Length; column++)
        {
            places[column] = text.IndexOf(table.Schema.Fields[column].Name!);
            if (places[column] < 0)
            {
                table.Absent(column, [Form]);
            }
        }

        foreach (var name in text.ColumnNames.Where(name => table.Schema.IndexOf(name) < 0))
        {
            table.Ignore(name);
        }

        for (var row = 0; row < text.RowCount; row++)
        {
            for (var column = 0; column < places.Length && !text.IsRagged(row); column++)
            {
                if (places[column] < 0)
                {
                    continue;
                }

                var cell = text.Cell(row, places[column]);
                if (cell.IsEmpty)
                {
                    table.SetNull(row, column);
                }
                else
                {
                    table.Set(row, column, cell.ToString());
                }
            }
        }
    }

    private static object[] Place(CsvProblem problem) =>
        problem.Row == 0 ? problem.ColumnName is null ? [] : [problem.ColumnName]
        : problem.ColumnName is null ? [problem.Row - 1]
        : [problem.Row - 1, problem.ColumnName];

    private static string RuleOf(CsvRule rule) => rule switch
    {
        CsvRule.Ragged => InputRules.Ragged,
        CsvRule.DuplicateName => InputRules.Duplicate,
        CsvRule.Empty or CsvRule.NoRows => InputRules.Empty,
        CsvRule.TooManyColumns or CsvRule.TooLong => InputRules.Limit,
        _ => InputRules.Csv,
    };

    private static MemoryStream Open(ReadOnlyMemory<byte> body) =>
        MemoryMarshal.TryGetArray(body, out var array)
            ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
            : new MemoryStream(body.ToArray(), writable: false);
}

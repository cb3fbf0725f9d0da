using System.Globalization;
using System.Text;
using Reprise.Core.Numerics;
using Reprise.Core.Randomness;
using Reprise.Core.Tables;
using Reprise.Data.Csv;

namespace TelcoChurn;

/// <summary>Makes up customers of the data set's schema, for machines on which the data cannot be had. It shows that the loop runs, nothing about telephone customers.</summary>
public static class ChurnSample
{
    private const int Rows = 1000;
    private const ulong Seed = 7043;

    /// <summary>1,000 customers; the shorter the contract and tenure and the dearer the month, the likelier they leave.</summary>
    public static Table Create()
    {
        var rng = new Rng(Seed);
        var cells = ChurnDataset.Contract.Columns.ToDictionary(column => column.Name, _ => new List<string?>(), StringComparer.Ordinal);
        for (var row = 0; row < Rows; row++)
        {
            Add(cells, row, rng);
        }

        return new Table(
        [
            .. ChurnDataset.Contract.Columns.Select(column => column.Type switch
            {
                ColumnType.Long => (Column)new Column<long>(column.Name, [.. cells[column.Name].Select(cell => long.Parse(cell!, CultureInfo.InvariantCulture))]),
                ColumnType.Double => new Column<double>(
                    column.Name,
                    [.. cells[column.Name].Select(cell => cell is null ? 0 : double.Parse(cell, CultureInfo.InvariantCulture))],
                    new System.Collections.BitArray([.. cells[column.Name].Select(cell => cell is null)])),
                _ => new Column<string>(column.Name, [.. cells[column.Name].Select(cell => cell!)]),
            }),
        ]);
    }

    /// <summary>The sample as CSV, the same bytes every time.</summary>
    public static void Write(Stream stream)
    {
        using var text = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true);
        CsvWriter.Write(text, Create());
    }

    private static void Add(Dictionary<string, List<string?>> cells, int row, Rng rng)
    {
        var tenure = rng.NextInt32(73);
        var monthly = Math.Round(18 + (100 * rng.NextDouble()), 2);
        var contract = Pick(rng, "Contract");
        foreach (var column in ChurnDataset.Contract.Columns)
        {
            cells[column.Name].Add(column.Name switch
            {
                ChurnDataset.Identifier => string.Create(CultureInfo.InvariantCulture, $"SAMPLE-{row:0000}"),
                "SeniorCitizen" => rng.NextInt32(6) == 0 ? "1" : "0",
                "tenure" => tenure.ToString(CultureInfo.InvariantCulture),
                "MonthlyCharges" => monthly.ToString("R", CultureInfo.InvariantCulture),
                "TotalCharges" => tenure == 0 ? null : Math.Round(tenure * monthly, 2).ToString("R", CultureInfo.InvariantCulture),
                "Contract" => contract,
                ChurnDataset.Target => rng.NextDouble() < Chance(tenure, monthly, contract) ? "Yes" : "No",
                var name => Pick(rng, name),
            });
        }
    }

    private static double Chance(int tenure, double monthly, string contract)
    {
        var score = -1.2 - (0.04 * tenure) + (0.015 * monthly) + (contract == "Month-to-month" ? 1.2 : contract == "One year" ? -0.3 : -1.5);
        return 1 / (1 + PortableMath.Exp(-score));
    }

    private static string Pick(Rng rng, string column)
    {
        var labels = ChurnDataset.Contract.Columns.First(entry => entry.Name == column).Labels!;
        return labels[rng.NextInt32(labels.Count)];
    }
}

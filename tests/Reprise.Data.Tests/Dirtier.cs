using System.Globalization;
using Reprise.Core.Randomness;
using Reprise.Core.Tables;
using Reprise.Data.Csv;
using Reprise.Data.Validation;

namespace Reprise.Data.Tests;

/// <summary>Dirties a clean table the way people do, seeded, and remembers what it did where.</summary>
internal sealed class Dirtier
{
    private static readonly string[] Junk = ["error", "NULL", "?", "N/A", "invalid", " NAN ", " ERROR ", "1,5", "NaN", "-Infinity", "1e999"];
    private readonly Rng _rng;
    private readonly DataContract _contract;
    private readonly List<string?[]> _rows = [];
    private readonly HashSet<(int Row, int Column)> _touched = [];
    private readonly List<string> _names;

    public Dirtier(Table clean, DataContract contract, ulong seed)
    {
        _rng = new Rng(seed);
        _contract = contract;
        _names = [.. clean.Columns.Select(column => column.Name)];
        for (var row = 0; row < clean.RowCount; row++)
        {
            _rows.Add([.. clean.Columns.Select(column => column.TextAt(row))]);
        }
    }

    /// <summary>Every flaw that was put in: data row (1-based), column, rule.</summary>
    public HashSet<(int Row, string Column, ValidationRule Rule)> Flaws { get; } = [];

    public Dirtier Blank(int count) => Change(count, ValidationRule.Blank, _ => _rng.NextInt32(4) == 0 ? "  " : "", IsNumber);

    public Dirtier PutJunk(int count) => Change(count, ValidationRule.Junk, _ => Junk[_rng.NextInt32(Junk.Length)], IsNumber);

    public Dirtier Pad(int count) => Change(count, ValidationRule.Padded, cell => $" {cell}{(_rng.NextInt32(2) == 0 ? " " : "\t")}", IsNumber);

    public Dirtier PutOutOfRange(int count) => Change(
        count,
        ValidationRule.OutOfRange,
        (_, column) => (_rng.NextInt32(2) == 0 ? column.Maximum!.Value + Step(column) : column.Minimum!.Value - Step(column))
            .ToString(CultureInfo.InvariantCulture),
        column => IsNumber(column) && column is { Minimum: not null, Maximum: not null });

    public Dirtier MakeLabelsOdd(int count) => Change(count, ValidationRule.OddLabel, cell => $" {cell!.ToUpperInvariant()} ", IsLabel);

    public Dirtier BlankLabels(int count) => Change(count, ValidationRule.BlankLabel, _ => "", IsLabel);

    public Dirtier PutUnknownLabels(int count) => Change(count, ValidationRule.UnknownLabel, _ => "bored", IsLabel);

    public Dirtier AddColumn(string name)
    {
        _names.Add(name);
        for (var row = 0; row < _rows.Count; row++)
        {
            _rows[row] = [.. _rows[row], _rng.NextInt32(3) == 0 ? "bad" : _rng.NextInt32(1000).ToString(CultureInfo.InvariantCulture)];
        }

        return this;
    }

    public string ToCsv()
    {
        using var text = new StringWriter();
        CsvWriter.WriteRecord(text, _names.ToArray());
        foreach (var row in _rows)
        {
            CsvWriter.WriteRecord(text, row);
        }

        return text.ToString();
    }

    private double Step(ColumnContract column) => column.Type == ColumnType.Long ? 1 + _rng.NextInt32(1000) : 0.001 + _rng.NextDouble();

    private static bool IsNumber(ColumnContract column) => column.Labels is null && column.Type is ColumnType.Double or ColumnType.Long;

    private static bool IsLabel(ColumnContract column) => column.Labels is not null;

    private Dirtier Change(int count, ValidationRule rule, Func<string?, string> change, Func<ColumnContract, bool> fits) =>
        Change(count, rule, (cell, _) => change(cell), fits);

    private Dirtier Change(int count, ValidationRule rule, Func<string?, ColumnContract, string> change, Func<ColumnContract, bool> fits)
    {
        ColumnContract[] columns = [.. _contract.Columns.Where(fits)];
        while (count > 0)
        {
            var row = _rng.NextInt32(_rows.Count);
            var column = columns[_rng.NextInt32(columns.Length)];
            var place = _names.IndexOf(column.Name);
            if (_touched.Add((row, place)))
            {
                _rows[row][place] = change(_rows[row][place], column);
                Flaws.Add((row + 1, column.Name, rule));
                count--;
            }
        }

        return this;
    }
}

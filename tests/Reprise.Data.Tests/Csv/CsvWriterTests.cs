using System.Collections;
using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Reprise.Core.Tables;
using Reprise.Data.Csv;

namespace Reprise.Data.Tests.Csv;

public sealed class CsvWriterTests
{
    [Fact]
    public void Write_Table_IsRfc4180WithNullsEmpty()
    {
        var table = new Table(
            [
                new Column<string>("a,b", ["x", "say \"hi\"", "two\nlines"]),
                new Column<double>("d", [0.1, double.NaN, 1e300], new BitArray([false, true, false])),
                new Column<long>("l", [1, -2, 3]),
                new Column<bool>("f", [true, false, true]),
            ]);

        Assert.Equal("\"a,b\",d,l,f\nx,0.1,1,true\n\"say \"\"hi\"\"\",,-2,false\n\"two\nlines\",1E+300,3,true\n", Text(table));
    }

    [Fact]
    public void Write_UnderTurkishCulture_PrintsTheSame()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("tr-TR");
            Assert.Equal("x\n1.5\n", Text(new Table([new Column<double>("x", [1.5])])));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Write_File_HasNoByteOrderMarkAndReplacesTheOldOne()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Path("out/x.csv");
        CsvWriter.Write(path, new Table([new Column<long>("x", [1])]));
        CsvWriter.Write(path, new Table([new Column<long>("ş", [2])]));

        Assert.Equal("ş\n2\n"u8.ToArray(), File.ReadAllBytes(path));
        Assert.Single(Directory.GetFiles(folder.Path("out")));
    }

    [Fact]
    public void Write_AnyTable_ReadsBackEqual() =>
        Prop.ForAll(Tables().ToArbitrary(), table =>
        {
            var types = table.Columns.ToDictionary(column => column.Name, column => column.Type);
            var back = CsvTable.Read(new StringReader(Text(table)), new CsvOptions { Types = types, AllowNoRows = true });
            return Cells(table).SequenceEqual(Cells(back));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void WriteRecord_AnyTexts_ReadBackEqualThroughEveryEncoding() =>
        Prop.ForAll(Records().ToArbitrary(), Gen.Elements(Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode).ToArbitrary(), (records, encoding) =>
        {
            using var text = new StringWriter();
            foreach (var record in records)
            {
                CsvWriter.WriteRecord(text, record, ';');
            }

            using var stream = new MemoryStream([.. encoding.GetPreamble(), .. encoding.GetBytes(text.ToString())]);
            var table = CsvText.Read(stream, new CsvOptions { Delimiter = ';', AllowNoRows = true });
            return table.ProblemCount == 0
                && table.ColumnNames.SequenceEqual(records[0])
                && records.Skip(1).Select((record, row) => record.Select((cell, i) => table.Text(row, i) == cell).All(same => same)).All(same => same)
                && table.RowCount == records.Count - 1;
        }).QuickCheckThrowOnFailure();

    private static string Text(Table table)
    {
        using var text = new StringWriter();
        CsvWriter.Write(text, table);
        return text.ToString();
    }

    private static IEnumerable<string?> Cells(Table table) =>
        table.Columns.SelectMany(column => Enumerable.Range(0, table.RowCount).Select(column.TextAt).Prepend($"{column.Name}:{column.Type}"));

    private static Gen<Table> Tables() =>
        from rows in Gen.Choose(0, 8)
        from kinds in Gen.Elements(Enum.GetValues<ColumnType>()).NonEmptyListOf()
        from columns in Gen.CollectToArray(kinds.Select((kind, i) => Columns(kind, i, rows)))
        select new Table(columns);

    private static Gen<Column> Columns(ColumnType type, int place, int rows) =>
        from marks in Gen.Elements(true, false, false).ArrayOf(rows)
        from name in Texts()
        from doubles in ArbMap.Default.GeneratorFor<double>().ArrayOf(rows)
        from longs in ArbMap.Default.GeneratorFor<long>().ArrayOf(rows)
        from texts in Texts().ArrayOf(rows)
        let nulls = new BitArray(marks)
        let unique = name + place.ToString(CultureInfo.InvariantCulture)
        select (Column)(type switch
        {
            ColumnType.Double => new Column<double>(unique, doubles, nulls),
            ColumnType.Long => new Column<long>(unique, longs, nulls),
            ColumnType.Boolean => new Column<bool>(unique, [.. longs.Select(value => value % 2 == 0)], nulls),
            _ => new Column<string>(unique, texts, nulls),
        });

    private static Gen<IReadOnlyList<string[]>> Records() =>
        from columns in Gen.Choose(1, 5)
        from names in Texts().ArrayOf(columns)
        from rows in Gen.OneOf(Texts(), Gen.Constant("")).ArrayOf(columns).ListOf()
        select (IReadOnlyList<string[]>)[[.. names.Select((name, i) => name + i.ToString(CultureInfo.InvariantCulture))], .. rows];

    /// <summary>Non-empty texts rich in what breaks CSV; no NUL, which is refused, and no half of a character.</summary>
    private static Gen<string> Texts() =>
        from parts in Gen.Elements("a", "ş", "1", " ", ",", ";", "\"", "\n", "\r", "\r\n", "\t", "𝄞", "\uFEFF", "\uFFFD", "İ").NonEmptyListOf()
        select string.Concat(parts);
}

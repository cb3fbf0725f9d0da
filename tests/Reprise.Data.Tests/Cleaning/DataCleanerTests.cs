using FsCheck;
using FsCheck.Fluent;
using Reprise.Core.Errors;
using Reprise.Core.Tables;
using Reprise.Data.Cleaning;
using Reprise.Data.Csv;
using Reprise.Data.Validation;

namespace Reprise.Data.Tests.Cleaning;

public sealed class DataCleanerTests
{
    private static readonly DataContract Small = Songs.Contract with { MinRows = 0, MinClassShare = 0 };

    [Fact]
    public void Clean_CleanFile_ChangesNothing()
    {
        var csv = new Dirtier(Songs.Clean(60), Songs.Contract, 1).ToCsv();

        var cleaned = Clean(csv, Songs.Contract);

        Assert.Empty(cleaned.Changes);
        Assert.Equal(csv, Csv(cleaned));
        Assert.Equal(Enumerable.Range(1, 60), cleaned.SourceRows);
    }

    [Fact]
    public void Clean_EachFlaw_IsMendedAndListed()
    {
        var cleaned = Clean(
            """
            mood,tempo,energy,plays,more
             SAD ,100,0.5,1,x
            sad, 110 ,oops,2,y
            happy,999,0.75,,
            ,100,0.5,1,
            bored,100,0.5,1,
            happy,100
            angry,120,0.25,5,z

            """,
            Small);

        Assert.Equal("mood,tempo,energy,plays\nsad,100,0.5,1\nsad,110,0.5,2\nhappy,110,0.75,2\nangry,120,0.25,5\n", Csv(cleaned));
        Assert.Equal(
            [
                "  more extra_column column_dropped  -> ",
                "1 2 mood odd_label relabelled  SAD  -> sad",
                "2 3 tempo padded trimmed  110  -> 110",
                "2 3 energy junk imputed oops -> 0.5",
                "3 4 tempo out_of_range imputed 999 -> 110",
                "3 4 plays blank imputed  -> 2",
                "4 5 mood blank_label row_dropped  -> ",
                "5 6 mood unknown_label row_dropped bored -> ",
                "6 7  structure row_dropped  -> ",
            ],
            cleaned.Changes.Select(c => $"{c.Row} {c.Line} {c.Column} {Snake(c.Rule)} {Snake(c.Action)} {c.From} -> {c.To}"));
        Assert.Equal([1, 2, 3, 7], cleaned.SourceRows);
        Assert.Equal(3, cleaned.RowsDropped);
    }

    [Fact]
    public void Clean_DropRowPolicy_DropsInsteadOfImputing()
    {
        var cleaned = Clean("mood,tempo,energy,plays\nsad,x,0.5,1\nsad, 100,0.5,1\n", Small, MissingNumbers.DropRow);

        Assert.Equal("mood,tempo,energy,plays\nsad,100,0.5,1\n", Csv(cleaned));
        Assert.Equal([ChangeAction.RowDropped, ChangeAction.Trimmed], cleaned.Changes.Select(change => change.Action));
    }

    [Fact]
    public void Clean_NullableColumn_IsEmptiedNotImputed()
    {
        var contract = Small with { Columns = [.. Small.Columns.Select(column => column with { Nullable = true })] };

        var cleaned = Clean("mood,tempo,energy,plays\nbored,x,9, \n", contract);

        Assert.Equal("mood,tempo,energy,plays\n,,,\n", Csv(cleaned));
        Assert.All(Enumerable.Range(0, 4), i => Assert.True(cleaned.Text.ToTable(contract.Types()).Columns[i].IsNull(0)));
    }

    [Fact]
    public void Clean_ColumnWithoutName_GetsOneAndItIsListed()
    {
        var text = Read(",x\n0,1\n1,2\n");

        var cleaned = DataCleaner.Clean(text, ContractInference.Infer(text, "x"), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("Unnamed: 0,x\n0,1\n1,2\n", Csv(cleaned));
        Assert.Equal((ChangeAction.Relabelled, "", "Unnamed: 0"), (cleaned.Changes[0].Action, cleaned.Changes[0].From, cleaned.Changes[0].To));
    }

    [Fact]
    public void Clean_AnyDirtiedFile_PassesAndEveryDifferenceIsListed() =>
        Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), Gen.Elements(MissingNumbers.ImputeMedian, MissingNumbers.DropRow).ToArbitrary(), (seed, missing) =>
        {
            var dirtier = new Dirtier(Songs.Clean(150), Songs.Contract, (ulong)seed)
                .Blank(11).PutJunk(13).PutOutOfRange(17).Pad(19).MakeLabelsOdd(7).BlankLabels(5).PutUnknownLabels(3).AddColumn("more");
            var original = Read(dirtier.ToCsv());
            var cleaned = DataCleaner.Clean(original, Songs.Contract, missing);

            var report = DataValidator.Validate(Read(Csv(cleaned)), Songs.Contract);
            var differences = new HashSet<(int, string, string)>();
            for (var row = 0; row < cleaned.Text.RowCount; row++)
            {
                for (var i = 0; i < cleaned.Text.ColumnNames.Count; i++)
                {
                    var name = cleaned.Text.ColumnNames[i];
                    if (original.Text(cleaned.SourceRows[row] - 1, original.IndexOf(name)) != cleaned.Text.Text(row, i))
                    {
                        differences.Add((cleaned.SourceRows[row], name, cleaned.Text.Text(row, i)));
                    }
                }
            }

            var listed = cleaned.Changes.Where(change => change.To is not null).Select(change => (change.Row!.Value, change.Column!, change.To!)).ToHashSet();
            return report.Errors == 0
                && report.Count(ValidationRule.Padded) == 0
                && differences.SetEquals(listed)
                && cleaned.RowsDropped == cleaned.Changes.Count(change => change.Action == ChangeAction.RowDropped)
                && cleaned.Text.RowCount + cleaned.RowsDropped == 150;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("", "the input is empty")]
    [InlineData("mood,tempo,energy,plays\n", "no row of data")]
    [InlineData("mood,tempo,energy,plays\nsad,1,2,\"3\n", "never closed")]
    [InlineData("mood,tempo,plays\nsad,1,3\n", "`energy` is missing")]
    [InlineData("mood,tempo,energy,plays,plays\nsad,100,0.5,1,1\n", "has the same name")]
    [InlineData("mood,tempo,energy,plays\nsad,x,0.5,1\n", "`tempo` has no valid number")]
    public void Clean_WhatCannotBeCleaned_IsSaid(string csv, string expected)
    {
        var error = Assert.Throws<RepriseException>(() => Clean(csv, Small));

        Assert.Equal(ErrorCode.InvalidParameterValue, error.Code);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Clean_MoreStructuralProblemsThanKept_IsRefused()
    {
        var text = CsvText.Read(new StringReader("mood,tempo,energy,plays\n1\n2\n3\n"), new CsvOptions { MaxProblems = 1 }, TestContext.Current.CancellationToken);

        Assert.Contains("3 problems and only 1 were kept", Assert.Throws<RepriseException>(() => DataCleaner.Clean(text, Small, cancellationToken: TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Clean_Twice_GivesTheSameBytes()
    {
        var csv = new Dirtier(Songs.Clean(150), Songs.Contract, 9).Blank(30).PutJunk(30).BlankLabels(5).ToCsv();

        Assert.Equal(Csv(Clean(csv, Songs.Contract)), Csv(Clean(csv, Songs.Contract)));
    }

    [Fact]
    public void WriteChanges_Changes_AreReadableCsv()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Path("changes.csv");

        Clean("mood,tempo,energy,plays\n\"sad \",\"1,5\",0.5,1\nsad,100,0.5,1\n", Small).WriteChanges(path);

        Assert.Equal(
            "row,line,column,rule,action,from,to\n1,2,mood,odd_label,relabelled,sad ,sad\n1,2,tempo,junk,imputed,\"1,5\",100\n",
            File.ReadAllText(path));
    }

    private static TextTable Read(string csv) => CsvText.Read(new StringReader(csv), null, TestContext.Current.CancellationToken);

    private static CleanedData Clean(string csv, DataContract contract, MissingNumbers missing = MissingNumbers.ImputeMedian) =>
        DataCleaner.Clean(Read(csv), contract, missing, TestContext.Current.CancellationToken);

    private static string Csv(CleanedData cleaned)
    {
        using var text = new StringWriter();
        CsvWriter.Write(text, cleaned.Text);
        return text.ToString();
    }

    private static string Snake<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}

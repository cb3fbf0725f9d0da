using FsCheck;
using FsCheck.Fluent;
using Reprise.Core.Errors;
using Reprise.Core.Tables;
using Reprise.Data.Csv;
using Reprise.Data.Validation;

namespace Reprise.Data.Tests.Validation;

public sealed class DataValidatorTests
{
    [Fact]
    public void Validate_CleanFile_Passes()
    {
        var report = Validate(new Dirtier(Songs.Clean(120), Songs.Contract, 1).ToCsv(), Songs.Contract);

        Assert.True(report.Passed);
        Assert.Empty(report.Problems);
        Assert.Equal((120, 4, 120), (report.Rows, report.Columns, report.CleanRows));
    }

    [Fact]
    public void Validate_DirtiedFile_FindsEveryFlawAndNoOther() =>
        Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), seed =>
        {
            var dirtier = new Dirtier(Songs.Clean(150), Songs.Contract, (ulong)seed)
                .Blank(11).PutJunk(13).PutOutOfRange(17).Pad(19).MakeLabelsOdd(7).BlankLabels(5).PutUnknownLabels(3);
            var report = Validate(dirtier.ToCsv(), Songs.Contract with { DuplicateRows = Severity.Ignore });

            var found = report.Problems.Select(problem => (problem.Row!.Value, problem.Column!, problem.Rule)).ToHashSet();
            return found.SetEquals(dirtier.Flaws)
                && report.Problems.All(problem => problem.Line == problem.Row + 1)
                && report.Count(ValidationRule.Junk) == 13
                && (report.Errors, report.Warnings) == (56, 19);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Validate_EachFlaw_SaysValueRuleAndSuggestion()
    {
        var report = Validate("mood,tempo,energy,plays\n HAPPY , 120 ,2,1.5\n,NaN,,x\nhapy,39.9,0.5,1\n", Songs.Contract with { MinClassShare = 0, MinRows = 0 });

        Assert.Equal(
            [
                "1 2 mood ' HAPPY ' odd_label -> happy: the label stands for 'happy'; write it exactly so.",
                "1 2 tempo ' 120 ' padded -> 120: the number has blanks around it.",
                "1 2 energy '2' out_of_range -> : the number is above the maximum 1.",
                "1 2 plays '1.5' junk -> : this is no whole number.",
                "2 3 mood '' blank_label -> : the label is blank; it is one of 'happy', 'sad', 'angry'.",
                "2 3 tempo 'NaN' junk -> : this is no number.",
                "2 3 energy '' blank -> : the cell is blank; the column needs a value in every row.",
                "2 3 plays 'x' junk -> : this is no whole number.",
                "3 4 mood 'hapy' unknown_label -> : the label is none of 'happy', 'sad', 'angry'.",
                "3 4 tempo '39.9' out_of_range -> : the number is below the minimum 40.",
            ],
            report.Problems.Select(p => $"{p.Row} {p.Line} {p.Column} '{p.Value}' {Snake(p.Rule)} -> {p.Suggestion}: {p.Message}"));
    }

    [Fact]
    public void Validate_ColumnsThatDiffer_AreNamedWithTheLikelyCause()
    {
        var report = Validate("mood, Tempo,plays,more\nsad,100,1,x\n", Songs.Contract with { MinClassShare = 0, MinRows = 0 });

        Assert.Equal(
            [
                ("tempo", ValidationRule.MissingColumn, "the column is missing; ' Tempo' is there: rename it."),
                ("energy", ValidationRule.MissingColumn, "the column is missing."),
                (" Tempo", ValidationRule.ExtraColumn, "the contract does not know this column; drop it, or add it to the contract."),
                ("more", ValidationRule.ExtraColumn, "the contract does not know this column; drop it, or add it to the contract."),
            ],
            report.Problems.Select(problem => (problem.Column!, problem.Rule, problem.Message)));
    }

    [Fact]
    public void Validate_OtherDelimiter_IsGuessedAloud()
    {
        var report = Validate("mood;tempo;energy;plays\nsad;1;2;3\n", Songs.Contract);

        Assert.Contains("is the delimiter another one?", report.Problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_RaggedRow_IsReportedOnceAndNotJudged()
    {
        var report = Validate("mood,tempo,energy,plays\nsad,100\nsad,100,0.5,1\n", Songs.Contract with { MinClassShare = 0, MinRows = 0 });

        var problem = Assert.Single(report.Problems);
        Assert.Equal((ValidationRule.Structure, 1, 2), (problem.Rule, problem.Row, problem.Line));
        Assert.Equal(1, report.CleanRows);
    }

    [Theory]
    [InlineData("")]
    [InlineData("mood,tempo,energy,plays\n")]
    [InlineData("mood,tempo,energy,plays\nsad,1,2,\"3\n")]
    public void Validate_BrokenText_FailsWithoutThrowing(string text) =>
        Assert.True(Validate(text, Songs.Contract).Count(ValidationRule.Structure) == 1);

    [Fact]
    public void Validate_DuplicateRows_AreGroupedByValue()
    {
        var report = Validate(
            "mood,tempo,energy,plays\nsad,100,0.5,1\nhappy,90,0.1,2\n SAD,100.0, 0.50 ,1\nsad,100,0.5,2\nhappy,90,0.1,2\nsad,100,0.5,1\n",
            Songs.Contract with { MinClassShare = 0, MinRows = 0 });

        Assert.Equal(["1,3,6", "2,5"], report.Problems.Where(p => p.Rule == ValidationRule.DuplicateRows).Select(p => string.Join(',', p.Rows!)));
        Assert.Equal(2, report.Count(ValidationRule.DuplicateRows));
    }

    [Fact]
    public void Validate_TextAndBigNumbersThatDiffer_AreNoDuplicates()
    {
        var contract = new DataContract
        {
            Name = "ids",
            Columns = [new ColumnContract { Name = "id", Type = ColumnType.Long }, new ColumnContract { Name = "s", Type = ColumnType.String }],
        };

        Assert.True(Validate("id,s\n9007199254740993,a\n9007199254740992,a\n1,a\n1,b\n", contract).Warnings == 0);
    }

    [Fact]
    public void Validate_RareLabel_IsAWarning()
    {
        var rows = string.Concat(Enumerable.Range(0, 20).Select(i => $"{(i == 0 ? "sad" : "happy")},{100 + i},0.5,1\n"));
        var report = Validate("mood,tempo,energy,plays\n" + rows, Songs.Contract);

        Assert.True(report.Passed);
        Assert.Equal(["sad", "angry"], report.Problems.Select(problem => problem.Value!));
        Assert.Contains("'sad' has 1 of 20 labelled rows", report.Problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_TooFewRows_Fails() =>
        Assert.Equal(1, Validate("mood,tempo,energy,plays\nsad,100,0.5,1\n", Songs.Contract).Count(ValidationRule.TooFewRows));

    [Fact]
    public void Validate_SeveritiesOfTheContract_AreKept()
    {
        const string csv = "mood,tempo,energy,plays,more\nsad, 100,0.5,1,x\nsad, 100,0.5,1,x\n";
        var relaxed = Songs.Contract with
        {
            MinRows = 0, MinClassShare = 0, ExtraColumns = Severity.Ignore, PaddedNumbers = Severity.Ignore, DuplicateRows = Severity.Ignore,
        };

        Assert.Empty(Validate(csv, relaxed).Problems);
        Assert.Equal(1, Validate(csv, relaxed with { DuplicateRows = Severity.Error }).Errors);
        Assert.Equal(2, Validate(csv, relaxed with { PaddedNumbers = Severity.Error }).Errors);
    }

    [Fact]
    public void Validate_MoreProblemsThanAsked_CountsThemAll()
    {
        var dirtier = new Dirtier(Songs.Clean(150), Songs.Contract, 3).PutJunk(60);
        var text = CsvText.Read(new StringReader(dirtier.ToCsv()), null, TestContext.Current.CancellationToken);

        var report = DataValidator.Validate(text, Songs.Contract, maxProblems: 10, TestContext.Current.CancellationToken);

        Assert.Equal((10, 60, 60), (report.Problems.Count, report.Errors, report.ByColumn.Sum(column => column.Count)));
    }

    [Fact]
    public void Validate_ContradictoryContract_IsRefused()
    {
        var contract = Songs.Contract with { Target = "none", MinClassShare = 2 };

        Assert.Equal(2, Assert.Throws<RepriseException>(() => Validate("mood\nsad\n", contract)).Problems.Count);
    }

    private static ValidationReport Validate(string csv, DataContract contract) =>
        DataValidator.Validate(CsvText.Read(new StringReader(csv), null, TestContext.Current.CancellationToken), contract);

    private static string Snake(ValidationRule rule) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(rule.ToString());
}

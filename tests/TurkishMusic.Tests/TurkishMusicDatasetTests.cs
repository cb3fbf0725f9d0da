using Reprise.Core.Tables;
using Reprise.Data.Cleaning;
using Reprise.Data.Csv;
using Reprise.Data.Datasets;
using Reprise.Data.Tests;
using Reprise.Data.Validation;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Trees;

namespace TurkishMusic.Tests;

public sealed class TurkishMusicDatasetTests : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("reprise-turkish-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_home, recursive: true);

    [Fact]
    public async Task LoadAsync_RealFile_Has400RowsAnd12PairsOfTwins()
    {
        var data = await TurkishMusicDataset.LoadAsync(DatasetResolverOptions.FromEnvironment(_home) with { Offline = true }, Token);
        Assert.SkipWhen(data.Resolution.IsSample, "the real data is not in shared/data (set REPRISE_SHARED_DATA)");

        Assert.Equal((400, 51), (data.Table.RowCount, data.Table.Columns.Count));
        Assert.Equal(TurkishMusicFeatures.Names.Prepend("Class"), data.Table.Columns.Select(column => column.Name));
        Assert.All(data.Table.Columns.Skip(1), column => Assert.Equal((ColumnType.Double, false), (column.Type, column.HasNulls)));
        Assert.True(data.Validation.Passed);
        Assert.Equal(12, data.Validation.Count(ValidationRule.DuplicateRows));
        Assert.Equal(12, data.Validation.Warnings);
        Assert.Equal([111, 169], data.Validation.Problems.Single(problem => problem.Row == 111).Rows!);
    }

    [Fact]
    public async Task LoadAsync_NothingAtHand_GivesTheSampleAloud()
    {
        var data = await TurkishMusicDataset.LoadAsync(Nowhere(), Token);

        Assert.True(data.Resolution.IsSample);
        Assert.StartsWith("SAMPLE DATA", data.Resolution.Headline, StringComparison.Ordinal);
        Assert.Equal((400, 51), (data.Table.RowCount, data.Table.Columns.Count));
        Assert.Empty(data.Validation.Problems);
    }

    [Fact]
    public async Task Validate_TextThatIsNoTable_ReportsWhereAndDoesNotThrow()
    {
        var sample = await TurkishMusicDataset.ReadAsync(Nowhere(), Token);
        var dirty = new Dirtier(TurkishMusicSample.Create(), TurkishMusicDataset.Contract, seed: 44).PutJunk(7).ToCsv();

        var report = (sample with { Text = CsvText.Read(new StringReader(dirty), null, Token) }).Validate(Token);

        Assert.False(report.Passed);
        Assert.Equal(7, report.Count(ValidationRule.Junk));
    }

    [Fact]
    public void Validate_ModifiedFile_FindsExactlyWhatIsWrongWithIt()
    {
        var path = ModifiedFile();
        Assert.SkipWhen(path is null, "turkish_music_emotion_modified.csv is not in shared/data (set REPRISE_SHARED_DATA)");

        var report = DataValidator.Validate(CsvText.Read(path, null, Token), TurkishMusicDataset.Contract, cancellationToken: Token);

        Assert.Equal((408, 52), (report.Rows, report.Columns));
        Assert.Equal(197, report.Count(ValidationRule.Blank));
        Assert.Equal(106, report.Count(ValidationRule.Junk));
        Assert.Equal(186, report.Count(ValidationRule.OutOfRange));
        Assert.Equal(13, report.Count(ValidationRule.OddLabel));
        Assert.Equal(5, report.Count(ValidationRule.BlankLabel));
        Assert.Equal(903, report.Count(ValidationRule.Padded));
        Assert.Equal(1, report.Count(ValidationRule.ExtraColumn));
        Assert.Equal(508, report.Errors);
        ValidationRule[] broken = [ValidationRule.Blank, ValidationRule.Junk, ValidationRule.OutOfRange];
        Assert.Equal(408 - 124, report.Problems.Where(p => broken.Contains(p.Rule)).Select(p => p.Row).Distinct().Count());
        Assert.Equal("mixed_type_col", report.Problems[0].Column);
        Assert.Equal(
            (1, 2, "_Lowenergy_Mean", "NULL", ValidationRule.Junk),
            report.Problems.Where(p => p.Rule == ValidationRule.Junk).Select(p => (p.Row!.Value, p.Line!.Value, p.Column!, p.Value!, p.Rule)).First());
        Assert.All(
            report.Problems.Where(p => p.Row is not null && p.Rule != ValidationRule.DuplicateRows),
            p => Assert.True(p is { Line: not null, Column: not null, Value: not null } && p.Line == p.Row + 1));
    }

    [Fact]
    public void Validate_DirtiedSample_FindsExactlyWhatWasDone()
    {
        var dirtier = new Dirtier(TurkishMusicSample.Create(), TurkishMusicDataset.Contract, seed: 42)
            .Blank(197).PutJunk(106).PutOutOfRange(186).Pad(903).MakeLabelsOdd(13).BlankLabels(5).AddColumn("mixed_type_col");

        var report = DataValidator.Validate(CsvText.Read(new StringReader(dirtier.ToCsv()), null, Token), TurkishMusicDataset.Contract, cancellationToken: Token);

        Assert.Equal((ValidationRule.ExtraColumn, "mixed_type_col"), (report.Problems[0].Rule, report.Problems[0].Column));
        Assert.Equal(dirtier.Flaws, report.Problems.Skip(1).Select(problem => (problem.Row!.Value, problem.Column!, problem.Rule)).ToHashSet());
    }

    [Fact]
    public void Clean_ModifiedFile_PassesAndCanBeTrainedOn()
    {
        var path = ModifiedFile();
        Assert.SkipWhen(path is null, "turkish_music_emotion_modified.csv is not in shared/data (set REPRISE_SHARED_DATA)");
        var cleaned = DataCleaner.Clean(CsvText.Read(path, null, Token), TurkishMusicDataset.Contract, cancellationToken: Token);

        var report = DataValidator.Validate(cleaned.Text, TurkishMusicDataset.Contract, cancellationToken: Token);

        Assert.Equal((403, 51, 5), (report.Rows, report.Columns, cleaned.RowsDropped));
        Assert.Equal(0, report.Errors);
        AssertLearns(cleaned);
    }

    [Fact]
    public void Clean_DirtiedSample_PassesAndCanBeTrainedOn()
    {
        var dirtier = new Dirtier(TurkishMusicSample.Create(), TurkishMusicDataset.Contract, seed: 43)
            .Blank(197).PutJunk(106).PutOutOfRange(186).Pad(903).MakeLabelsOdd(13).BlankLabels(5).AddColumn("mixed_type_col");
        var cleaned = DataCleaner.Clean(CsvText.Read(new StringReader(dirtier.ToCsv()), null, Token), TurkishMusicDataset.Contract, cancellationToken: Token);

        Assert.True(DataValidator.Validate(cleaned.Text, TurkishMusicDataset.Contract, cancellationToken: Token).Passed);
        AssertLearns(cleaned);
    }

    [Fact]
    public void Contract_SavedAsJson_ReadsBackTheSame()
    {
        var path = Path.Combine(_home, "rules.json");
        TurkishMusicDataset.Contract.Save(path);

        Assert.Equivalent(TurkishMusicDataset.Contract, DataContract.Load(path), strict: true);
    }

    internal static string? ModifiedFile() =>
        new DatasetResolver(DatasetResolverOptions.FromEnvironment("unused")).FindShared("turkish-music-emotion/turkish_music_emotion_modified.csv").FirstOrDefault();

    /// <summary>A forest on three rows in four of the cleaned table predicts the fourth far better than chance.</summary>
    private static void AssertLearns(CleanedData cleaned)
    {
        var table = cleaned.Text.ToTable(TurkishMusicDataset.Contract.Types());
        int[] rows = [.. Enumerable.Range(0, table.RowCount)], train = [.. rows.Where(row => row % 4 != 0)], test = [.. rows.Where(row => row % 4 == 0)];

        var model = new ClassifierPipeline { Classifier = new RandomForestClassifier { Trees = 50, Seed = 42 } }
            .Fit(table.TakeRows(train), TurkishMusicDataset.Target, Token);
        var predicted = model.Predict(table.TakeRows(test), Token).Labels;

        Assert.True(test.Where((row, i) => table[TurkishMusicDataset.Target].TextAt(row) == predicted[i]).Count() > 0.55 * test.Length);
    }

    private DatasetResolverOptions Nowhere() => new() { Home = _home, SearchFrom = [_home], Offline = true };
}

using Reprise.Core.Hashing;
using Reprise.Core.Tables;
using Reprise.Data.Csv;
using Reprise.Data.Validation;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Trees;

namespace TurkishMusic.Tests;

public sealed class TurkishMusicSampleTests
{
    [Fact]
    public void Write_AnyTime_GivesTheSameBytes()
    {
        using var stream = new MemoryStream();
        TurkishMusicSample.Write(stream);

        Assert.Equal("5836fa9e4c7a359a", ContentHash.Sha256(stream.ToArray())[..16]);
    }

    [Fact]
    public void Create_Sample_KeepsTheContractWithoutAWarning()
    {
        using var text = new StringWriter();
        CsvWriter.Write(text, TurkishMusicSample.Create());

        var report = DataValidator.Validate(
            CsvText.Read(new StringReader(text.ToString()), null, TestContext.Current.CancellationToken),
            TurkishMusicDataset.Contract,
            cancellationToken: TestContext.Current.CancellationToken);

        Assert.Empty(report.Problems);
        Assert.Equal(400, report.CleanRows);
    }

    [Fact]
    public void Create_Sample_CanBeLearnedButNotPerfectly()
    {
        var table = TurkishMusicSample.Create();
        int[] train = [.. Enumerable.Range(0, 400).Where(row => row % 4 != 0)], test = [.. Enumerable.Range(0, 400).Where(row => row % 4 == 0)];
        var pipeline = new ClassifierPipeline { Classifier = new RandomForestClassifier { Trees = 100, Seed = 42 } };

        var model = pipeline.Fit(table.TakeRows(train), TurkishMusicDataset.Target, TestContext.Current.CancellationToken);
        var predicted = model.Predict(table.TakeRows(test), TestContext.Current.CancellationToken);

        var truth = table[TurkishMusicDataset.Target];
        var accuracy = test.Select((row, i) => predicted.Labels[i] == truth.TextAt(row) ? 1.0 : 0.0).Average();
        Assert.InRange(accuracy, 0.6, 0.95);
    }
}

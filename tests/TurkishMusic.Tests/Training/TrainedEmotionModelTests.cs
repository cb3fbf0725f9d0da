using Reprise.Core.Hashing;
using Reprise.Learning.Files;
using TurkishMusic.Training;

namespace TurkishMusic.Tests.Training;

public sealed class TrainedEmotionModelTests
{
    private static readonly EmotionOptions Quick = new() { Trees = 10 };

    [Fact]
    public void Fit_Sample_DescribesInputsExampleAndImportances()
    {
        var model = TrainedEmotionModel.Fit(TurkishMusicSample.Create(), Quick, TestContext.Current.CancellationToken);

        Assert.Equal(TurkishMusicFeatures.Names, model.Features);
        Assert.Equal(TurkishMusicFeatures.Names, model.Signature.Inputs.Select(field => field.Name));
        Assert.Equal(["Class"], model.Signature.Outputs.Select(field => field.Name));
        Assert.Equal(["relax", "happy", "sad", "angry"], model.Pipeline.Predict(model.InputExample, TestContext.Current.CancellationToken).Labels);
        Assert.Equal(1, model.Importances.ToArray().Sum(), 1e-9);
    }

    [Fact]
    public void Fit_Twice_WritesTheSameBytes()
    {
        var folder = Directory.CreateTempSubdirectory("reprise-emotion-");
        var hashes = new[] { 1, 2 }.Select(attempt =>
        {
            var path = Path.Combine(folder.FullName, $"{attempt}.safetensors");
            ModelFile.Save(TrainedEmotionModel.Fit(TurkishMusicSample.Create(), Quick, TestContext.Current.CancellationToken).Pipeline, path);
            return ContentHash.Sha256OfFile(path);
        }).ToArray();
        folder.Delete(recursive: true);

        Assert.Equal(hashes[0], hashes[1]);
    }

    [Fact]
    public void Describe_Options_NamesEveryChoice()
    {
        var described = EmotionPipeline.Describe(new EmotionOptions());

        Assert.Equal(("200", "42", "5", "5"), (described["trees"], described["seed"], described["folds"], described["repeats"]));
    }
}

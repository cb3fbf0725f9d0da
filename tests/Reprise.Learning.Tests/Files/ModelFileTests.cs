using Reprise.Core.Errors;
using Reprise.Core.Hashing;
using Reprise.Learning.Files;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Preprocessing;
using Reprise.Learning.Trees;

namespace Reprise.Learning.Tests.Files;

public sealed class ModelFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("reprise-model-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void SaveAndLoad_OfAPipelineWithEveryStep_PredictsTheSame()
    {
        var table = GoldenSet.Load("turkish").Table();
        var model = Pipeline().Fit(table, "class");

        ModelFile.Save(model, At("a"));
        var loaded = ModelFile.Load<ITabularClassifier>(At("a"));

        Assert.Equal(model.Inputs, loaded.Inputs);
        Assert.Equal(model.Classes, loaded.Classes);
        Assert.Equal(model.Target, loaded.Target);
        Assert.Equal(model.Predict(table).Probabilities.Values, loaded.Predict(table).Probabilities.Values);
        var (fitted, read) = ((RandomForestClassifierModel)model.Classifier, (RandomForestClassifierModel)((ClassifierPipelineModel)loaded).Classifier);
        Assert.Equal(fitted.FeatureImportances, read.FeatureImportances);
        Assert.Equal(fitted.TreeCount, read.TreeCount);
    }

    [Fact]
    public void Save_OfTheSameModel_GivesTheSameBytes()
    {
        var table = GoldenSet.Load("turkish").Table();
        ModelFile.Save(Pipeline().Fit(table, "class"), At("a"));
        ModelFile.Save(Pipeline().Fit(table, "class"), At("b"));
        ModelFile.Save(ModelFile.Load<ITabularClassifier>(At("a")), At("c"));

        Assert.Equal(ContentHash.Sha256OfFile(At("a")), ContentHash.Sha256OfFile(At("b")));
        Assert.Equal(ContentHash.Sha256OfFile(At("a")), ContentHash.Sha256OfFile(At("c")));
        Assert.Equal(3, Directory.GetFiles(_folder).Length);
    }

    [Fact]
    public void Save_OfAForestOnIris_GivesThePinnedBytes()
    {
        // Only +, −, ×, ÷, √ and fused multiply-add lead here, which IEEE 754 fixes: the bytes are the same on every machine.
        var model = Pipeline().Fit(GoldenSet.Load("iris").Table(), "class");

        ModelFile.Save(model, At("iris"));

        Assert.Equal("6bed8017ac379bc20da28bdec37ee001efbf1452108e4ac367d37b8450998fbe", ContentHash.Sha256OfFile(At("iris")));
    }

    [Fact]
    public void Load_OfAMissingFile_SaysSo()
    {
        var error = Assert.Throws<RepriseException>(() => ModelFile.Load<ITabularClassifier>(At("none")));

        Assert.Equal(ErrorCode.ResourceDoesNotExist, error.Code);
        Assert.Contains(At("none"), error.Message, StringComparison.Ordinal);
    }

    private static ClassifierPipeline Pipeline() => new()
    {
        Steps = [new PowerTransformer(), new RobustScaler(), new StandardScaler(), new MinMaxScaler { Clip = true }],
        Classifier = new RandomForestClassifier { Trees = 20, Seed = 3 },
    };

    private string At(string name) => Path.Combine(_folder, name);
}

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
    public void SaveAndLoad_OfAPipeline_PredictsTheSame()
    {
        var table = GoldenSet.Load("turkish").Table();
        var model = Pipeline(seed: 3).Fit(table, "class");

        ModelFile.Save(model, At("a"));
        ModelFile.Save(Pipeline(seed: 3).Fit(table, "class"), At("b"));
        var loaded = ModelFile.Load(At("a"));
        ModelFile.Save(loaded, At("c"));

        Assert.Equal(model.Inputs, loaded.Inputs);
        Assert.Equal(model.Predict(table).Probabilities.Values, loaded.Predict(table).Probabilities.Values);
        Assert.Equal(ContentHash.Sha256OfFile(At("a")), ContentHash.Sha256OfFile(At("b")));
        Assert.Equal(ContentHash.Sha256OfFile(At("a")), ContentHash.Sha256OfFile(At("c")));
    }

    private static ClassifierPipeline Pipeline(int seed) => new()
    {
        Steps = [new PowerTransformer(), new RobustScaler()],
        Classifier = new RandomForestClassifier { Trees = 20, Seed = seed },
    };

    private string At(string name) => Path.Combine(_folder, name);
}

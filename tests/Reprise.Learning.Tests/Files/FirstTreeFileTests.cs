using Reprise.Core.Tables;
using Reprise.Learning.Estimators;
using Reprise.Learning.Files;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Preprocessing;
using Reprise.Learning.Trees;

namespace Reprise.Learning.Tests.Files;

/// <summary>Files written before trees became compact predict what they did then.</summary>
public sealed class FirstTreeFileTests
{
    [Theory]
    [InlineData("first-forest")]
    [InlineData("first-tree")]
    public void Load_OfAFirstFile_PredictsWhatItsWriterDid(string name)
    {
        var loaded = (ClassifierPipelineModel)ModelFile.Load(PathOf(name));

        Assert.Equal(GoldenSet.Json($"{name}.json").Doubles(), loaded.Predict(Flowers()).Probabilities.Values);
    }

    [Fact]
    public void Save_OfAFirstFile_WritesACompactOneThatPredictsTheSame()
    {
        var loaded = (ClassifierPipelineModel)ModelFile.Load(PathOf("first-forest"));
        using var stream = new MemoryStream();

        ModelFile.Write(loaded, stream);

        Assert.True(stream.Length < new FileInfo(PathOf("first-forest")).Length);
        stream.Position = 0;
        Assert.Equal(loaded.Predict(Flowers()).Probabilities.Values, ((ClassifierPipelineModel)ModelFile.Read(stream, "memory")).Predict(Flowers()).Probabilities.Values);
    }

    [Fact]
    public void Fit_Today_GrowsTheForestOfTheFirstFile()
    {
        var first = (RandomForestClassifierModel)((ClassifierPipelineModel)ModelFile.Load(PathOf("first-forest"))).Classifier;
        var set = GoldenSet.Load("iris");

        var today = new RandomForestClassifier { Trees = 3, Seed = 3 }.Fit(new RobustScaler().Fit(set.X).Transform(set.X), set.Y, 3);

        Assert.Equal(first.FeatureImportances, today.FeatureImportances);
        Assert.All(Enumerable.Range(0, 3), tree => Assert.Equal(Cuts(first.Trees[tree]), Cuts(today.Trees[tree])));

        static (int, double)[] Cuts(Tree tree) => [.. tree.DepthFirst().Select(node => (node.Feature, node.Feature < 0 ? 0 : node.Threshold))];
    }

    private static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Golden", $"{name}.safetensors");

    private static Table Flowers()
    {
        var x = GoldenSet.Load("iris").X;
        return new Table([.. Enumerable.Range(0, 4).Select(column => (Column)new Column<double>($"x{column}", [.. Enumerable.Range(0, x.Rows).Select(row => x[row, column])]))]);
    }
}

using System.Text;
using System.Text.Json.Nodes;
using Reprise.Core.Errors;
using Reprise.Core.Randomness;
using Reprise.Learning.Baselines;
using Reprise.Learning.Calibration;
using Reprise.Learning.Ensembles;
using Reprise.Learning.Estimators;
using Reprise.Learning.Files;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Trees;

namespace Reprise.Learning.Tests.Files;

/// <summary>Models within models from strangers: every answer is a model that predicts, or one <see cref="RepriseException"/>.</summary>
public sealed class EnsembleModelFileTests
{
    private static readonly DecisionTreeClassifier Tree = new() { MaxDepth = 2 };

    public static TheoryData<IClassifier> Nested =>
    [
        new TheoryDataRow<IClassifier>(new VotingClassifier { Classifiers = [Tree, new DummyClassifier()] }),
        new TheoryDataRow<IClassifier>(new StackingClassifier { Classifiers = [Tree], Final = Tree, PassThrough = true }),
        new TheoryDataRow<IClassifier>(new BaggingClassifier { Classifier = Tree, Estimators = 3, FeatureFraction = 0.5 }),
        new TheoryDataRow<IClassifier>(new CalibratedClassifier { Classifier = Tree }),
        new TheoryDataRow<IClassifier>(new CalibratedClassifier { Classifier = Tree, Method = CalibrationMethod.Isotonic, Ensemble = false }),
        new TheoryDataRow<IClassifier>(new TunedThresholdClassifier { Classifier = Tree }),
    ];

    [Theory]
    [MemberData(nameof(Nested))]
    public void Read_OfDamagedBytes_GivesAModelOrRefuses(IClassifier classifier)
    {
        var table = GoldenSet.Load("iris").Table();
        var sound = Write(classifier);
        var rng = new Rng(7);
        for (var trial = 0; trial < 600; trial++)
        {
            var bytes = sound.ToArray();
            for (var damage = rng.NextInt32(3); damage >= 0; damage--)
            {
                bytes[rng.NextInt32(bytes.Length)] = rng.NextInt32(2) == 0 ? (byte)('0' + rng.NextInt32(10)) : (byte)rng.NextInt32(256);
            }

            try
            {
                using var stream = new MemoryStream(bytes);
                Assert.NotEmpty(((ITabularClassifier)ModelFile.Read(stream, "memory")).Predict(table).Labels);
            }
            catch (RepriseException)
            {
                // As it must.
            }
            catch (ArgumentException)
            {
                // The damaged model names other columns than the table has.
            }
        }
    }

    [Theory]
    [InlineData("members", "[]")]
    [InlineData("soft", "1")]
    [InlineData("members", "7")]
    public void Read_OfAVotingModelWithAWrongMember_NamesIt(string name, string json) =>
        Assert.Contains(name, Refusal(new VotingClassifier { Classifiers = [Tree] }, graph => graph[name] = JsonNode.Parse(json)), StringComparison.Ordinal);

    [Fact]
    public void Read_OfAStackWhoseFinalIsATransformer_SaysItHasNoPlace() =>
        Assert.Contains(
            "has no place here",
            Refusal(new StackingClassifier { Classifiers = [Tree], Final = Tree }, graph => graph["final"]!["type"] = "standard-scaler"),
            StringComparison.Ordinal);

    private static string Refusal(IClassifier classifier, Action<JsonObject> change)
    {
        var bytes = Write(classifier);
        var length = BitConverter.ToInt32(bytes);
        var header = JsonNode.Parse(bytes.AsSpan(8, length))!;
        var graph = JsonNode.Parse(header["__metadata__"]!["graph"]!.GetValue<string>())!;
        change(graph["classifier"]!.AsObject());
        header["__metadata__"]!["graph"] = graph.ToJsonString();
        var text = Encoding.UTF8.GetBytes(header.ToJsonString());
        var padded = new byte[(text.Length + 7) / 8 * 8];
        padded.AsSpan().Fill((byte)' ');
        text.CopyTo(padded, 0);
        using var stream = new MemoryStream([.. BitConverter.GetBytes((long)padded.Length), .. padded, .. bytes.AsSpan(8 + length)]);
        return Assert.Throws<RepriseException>(() => ModelFile.Read(stream, "memory")).Message;
    }

    private static byte[] Write(IClassifier classifier)
    {
        using var stream = new MemoryStream();
        ModelFile.Write(new ClassifierPipeline { Classifier = classifier }.Fit(GoldenSet.Load("iris").Table(), "class"), stream);
        return stream.ToArray();
    }
}

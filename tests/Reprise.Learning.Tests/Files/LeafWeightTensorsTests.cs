using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Reprise.Core.Errors;
using Reprise.Learning.Estimators;
using Reprise.Learning.Explanation;
using Reprise.Learning.Files;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Trees;

namespace Reprise.Learning.Tests.Files;

public sealed class LeafWeightTensorsTests
{
    [Fact]
    public void Read_OfACompactFileWithoutWeights_PredictsAndCannotBeExplained()
    {
        var first = (ClassifierPipelineModel)ModelFile.Load(Path.Combine(AppContext.BaseDirectory, "Golden", "first-forest.safetensors"));
        var bytes = Bytes(first);
        Assert.DoesNotContain("leaf_counts", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);

        var read = Read(bytes).Classifier;

        var x = GoldenSet.Load("iris").X;
        Assert.Equal(first.Classifier.PredictProbabilities(x).Values, read.PredictProbabilities(x).Values);
        Assert.Throws<RepriseException>(() => TreeShap.Explain(read, x));
    }

    [Theory]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    public void Read_OfAWeightThatIsNone_IsRefused(double weight)
    {
        var bytes = Bytes(Fit(ClassWeights.Of(0.5, 1, 2.25)));
        var length = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
        using var header = JsonDocument.Parse(bytes.AsMemory(8, length));
        var start = header.RootElement.GetProperty("classifier.leaf_weights").GetProperty("data_offsets")[0].GetInt32();
        BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(8 + length + start), weight);

        var error = Assert.Throws<RepriseException>(() => Read(bytes));

        Assert.Equal(ErrorCode.DataLoss, error.Code);
        Assert.Contains("leaf_weights", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfWeightsUnderAnotherName_IsRefused()
    {
        var bytes = Bytes(Fit(ClassWeights.None));
        var at = Encoding.UTF8.GetString(bytes, 8, (int)BinaryPrimitives.ReadInt64LittleEndian(bytes)).IndexOf("leaf_counts", StringComparison.Ordinal);
        "leaf_rowsss"u8.CopyTo(bytes.AsSpan(8 + at));

        Assert.Contains("leaf_rowsss", Assert.Throws<RepriseException>(() => Read(bytes)).Message, StringComparison.Ordinal);
    }

    private static ClassifierPipelineModel Fit(ClassWeights weights) =>
        new ClassifierPipeline { Classifier = new RandomForestClassifier { Trees = 3, ClassWeights = weights } }.Fit(GoldenSet.Load("iris").Table(), "class");

    private static byte[] Bytes(ClassifierPipelineModel model)
    {
        using var stream = new MemoryStream();
        ModelFile.Write(model, stream);
        return stream.ToArray();
    }

    private static ClassifierPipelineModel Read(byte[] bytes) => (ClassifierPipelineModel)ModelFile.Read(new MemoryStream(bytes), "memory");
}

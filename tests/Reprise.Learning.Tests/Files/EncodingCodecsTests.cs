using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;
using Reprise.Core.Errors;
using Reprise.Core.Randomness;
using Reprise.Learning.Files;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Preprocessing;
using Reprise.Learning.Tests.Preprocessing.Columns;
using Reprise.Learning.Trees;

namespace Reprise.Learning.Tests.Files;

public sealed class EncodingCodecsTests
{
    private static readonly byte[] Sound = Bytes(Houses.Fit());

    [Fact]
    public void Read_OfAPipelineOverTextNumbersAndNulls_PredictsTheSame()
    {
        var fitted = Houses.Fit();

        var loaded = Read(Sound);

        Assert.Equal(fitted.Inputs, loaded.Inputs);
        Assert.Equal(fitted.FeatureNames, loaded.FeatureNames);
        Assert.Equal(fitted.Predict(Houses.Table).Probabilities.Values, loaded.Predict(Houses.Table).Probabilities.Values);
        Assert.Equal(Sound, Bytes(loaded));
    }

    [Fact]
    public void Read_OfASelectorThatLetsMissingThrough_StillDoes()
    {
        var pipeline = new ClassifierPipeline
        {
            Columns = new NumericSelector { AllowMissing = true },
            Steps = [new Reprise.Learning.Preprocessing.Imputation.SimpleImputer()],
            Classifier = new DecisionTreeClassifier(),
        };

        var loaded = Read(Bytes(pipeline.Fit(Houses.Table, "price")));

        Assert.Equal(8, loaded.Predict(Houses.Table).Labels.Count);
    }

    public static TheoryData<string, string, string> Graphs => new()
    {
        { "columns.blocks.1.encoder.inputs.0.categories", """["b","a","c"]""", "must be different, in order" },
        { "columns.blocks.1.encoder.inputs.0.column_type", "\"Long\"", "of the column's type" },
        { "columns.blocks.1.encoder.inputs.0.column_type", "\"Word\"", "must be one of Double, Long" },
        { "columns.blocks.1.encoder.inputs.0.has_null", "false", "must be I32 [3]" },
        { "columns.blocks.1.encoder.inputs.0.infrequent", "9", "must be a column, or -1" },
        { "columns.blocks.1.encoder.inputs.0.infrequent", "-2", "at least -1" },
        { "columns.blocks.1.encoder.inputs.0.nulls", "\"Missing\"", "must be false where nulls are no category" },
        { "columns.blocks.1.encoder.inputs.1.name", "\"town\"", "must name each once" },
        { "columns.blocks.1.encoder.inputs", "[]", "must not be empty" },
        { "columns.blocks.1.encoder", """{"type":"standard-scaler"}""", "has no place here" },
        { "columns.blocks.1.name", "\"numbers\"", "must name each once" },
        { "columns.blocks.1.name", "\"\"", "must not be empty" },
        { "columns.blocks.0.steps.0", """{"type":"standard-scaler"}""", "no tensor 'columns.blocks.0.steps.0.centres'" },
        { "columns.blocks.0.encoder.inputs.1.name", "\"town\"", "must agree on the type" },
        { "columns.blocks.0.encoder.inputs.0.type", "\"String\"", "must be numbers or booleans" },
        { "columns.blocks", "[]", "must not be empty" },
        { "columns.blocks.2.encoder.inputs.0.categories", """["1","x"]""", "of the column's type" },
    };

    [Theory]
    [MemberData(nameof(Graphs))]
    public void Read_OfABrokenGraph_SaysWhatIsWrong(string path, string value, string expected)
    {
        var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(Sound);
        var header = JsonNode.Parse(Sound.AsSpan(8, length))!.AsObject();
        var graph = JsonNode.Parse(header["__metadata__"]!["graph"]!.GetValue<string>())!;
        var steps = path.Split('.');
        var node = graph;
        foreach (var step in steps[..^1])
        {
            node = int.TryParse(step, out var index) ? node![index] : node![step];
        }

        if (int.TryParse(steps[^1], out var last))
        {
            node![last] = JsonNode.Parse(value);
        }
        else
        {
            node![steps[^1]] = JsonNode.Parse(value);
        }

        header["__metadata__"]!["graph"] = graph.ToJsonString();
        var json = Encoding.UTF8.GetBytes(header.ToJsonString());
        var size = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(size, (ulong)json.Length);

        var error = Assert.Throws<RepriseException>(() => Read([.. size, .. json, .. Sound[(8 + length)..]]));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfRandomDamage_NeverCrashes()
    {
        var rng = new Rng(7);
        var header = 8 + (int)BinaryPrimitives.ReadUInt64LittleEndian(Sound);
        for (var trial = 0; trial < 2000; trial++)
        {
            var bytes = Sound.ToArray();
            for (var damage = rng.NextInt32(4); damage >= 0; damage--)
            {
                bytes[rng.NextInt32(rng.NextInt32(3) == 0 ? bytes.Length : header)] = (byte)rng.NextInt32(256);
            }

            try
            {
                Read(bytes).Predict(Houses.Table);
            }
            catch (RepriseException e)
            {
                Assert.True(e.Code is ErrorCode.DataLoss or ErrorCode.NotImplemented);
            }
            catch (ArgumentException e) when (e is not (ArgumentOutOfRangeException or ArgumentNullException))
            {
                Assert.Equal("table", e.ParamName);                     // a model of other columns or categories
            }
        }
    }

    private static ITabularClassifier Read(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        return ModelFile.Read<ITabularClassifier>(stream, "memory");
    }

    private static byte[] Bytes(ITabularModel model)
    {
        using var stream = new MemoryStream();
        ModelFile.Write(model, stream);
        return stream.ToArray();
    }
}

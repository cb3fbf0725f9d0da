using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;
using Reprise.Core.Errors;
using Reprise.Core.Randomness;
using Reprise.Learning.Files;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Preprocessing;
using Reprise.Learning.Preprocessing.Features;
using Reprise.Learning.Preprocessing.FeatureSelection;
using Reprise.Learning.Preprocessing.Imputation;
using Reprise.Learning.Preprocessing.Quantiles;
using Reprise.Learning.Trees;

namespace Reprise.Learning.Tests.Files;

public sealed class FeatureCodecsTests
{
    private static readonly byte[] Sound = Bytes(new ClassifierPipeline
    {
        Steps =
        [
            new SimpleImputer(), new QuantileTransformer { Quantiles = 5 }, new FunctionTransformer { Function = NamedFunction.Absolute, Minimum = -5 },
            new PolynomialFeatures(), new VarianceThreshold(), new SelectKBest { Count = 3 }, new KBinsDiscretizer { Bins = 3 }, new Normalizer(),
        ],
        Classifier = new DecisionTreeClassifier { MaxDepth = 2 },
    }.Fit(GoldenSet.Load("iris").Table(), "class"));

    [Fact]
    public void Read_OfEveryFeatureStep_WritesTheSameBytes() => Assert.Equal(Sound, Bytes(Read(Sound)));

    public static TheoryData<string, string, string> Graphs => new()
    {
        { "1.output", "\"Gamma\"", "must be one of Uniform, Normal" },
        { "2.function", "\"Evaluate\"", "must be one of Identity" },
        { "2.minimum", "1e309", "must be a finite number" },
        { "2.maximum", "-1.8e307", "must not be above maximum" },
        { "3.degree", "0", "at least 1" },
        { "3.degree", "2.5", "whole number" },
        { "3.degree", "21", "at most 20" },
        { "3.degree", "20", "must be F64" },
        { "6.encoding", "\"Gray\"", "must be one of OneHot, Ordinal" },
        { "7.norm", "\"L3\"", "must be one of L2, L1, Max" },
    };

    [Theory]
    [MemberData(nameof(Graphs))]
    public void Read_OfABrokenGraph_IsRefused(string path, string value, string expected)
    {
        var (header, data) = Split();
        var graph = JsonNode.Parse(header["__metadata__"]!["graph"]!.GetValue<string>())!;
        var names = path.Split('.');
        graph["steps"]![int.Parse(names[0], System.Globalization.CultureInfo.InvariantCulture)]![names[1]] = JsonNode.Parse(value);
        header["__metadata__"]!["graph"] = graph.ToJsonString();

        Assert.Contains(expected, Assert.Throws<RepriseException>(() => Read(Join(header, data))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("steps.4.selected", 0, -1, "ascending order")]
    [InlineData("steps.4.selected", 0, 99, "ascending order")]
    [InlineData("steps.5.selected", 1, 0, "ascending order")]
    [InlineData("steps.6.edge_counts", 0, 0, "must be above 0")]
    [InlineData("steps.6.edge_counts", 0, 999, "must sum to the number of edges")]
    public void Read_OfBrokenIndices_IsRefused(string tensor, int element, int value, string expected)
    {
        var (header, data) = Split();
        BinaryPrimitives.WriteInt32LittleEndian(data.AsSpan(header[tensor]!["data_offsets"]![0]!.GetValue<int>() + (4 * element)), value);

        Assert.Contains(expected, Assert.Throws<RepriseException>(() => Read(Join(header, data))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("steps.1.quantiles", 0, 1e9, "must ascend")]
    [InlineData("steps.5.p_values", 0, 1.5, "must lie in [0, 1]")]
    [InlineData("steps.5.scores", 0, double.NaN, "must be finite")]
    [InlineData("steps.6.edges", 0, 1e9, "must ascend")]
    public void Read_OfBrokenNumbers_IsRefused(string tensor, int element, double value, string expected)
    {
        var (header, data) = Split();
        BinaryPrimitives.WriteDoubleLittleEndian(data.AsSpan(header[tensor]!["data_offsets"]![0]!.GetValue<int>() + (8 * element)), value);

        Assert.Contains(expected, Assert.Throws<RepriseException>(() => Read(Join(header, data))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfRandomDamage_NeverCrashes()
    {
        var rng = new Rng(8);
        var iris = GoldenSet.Load("iris").Table().TakeRows([0, 60, 149]);
        var header = 8 + (int)BinaryPrimitives.ReadUInt64LittleEndian(Sound);
        for (var trial = 0; trial < 2000; trial++)
        {
            var bytes = Sound.ToArray();
            for (var damage = rng.NextInt32(4); damage >= 0; damage--)
            {
                bytes[rng.NextInt32(rng.NextInt32(2) == 0 ? bytes.Length : header)] = (byte)rng.NextInt32(256);
            }

            try
            {
                Read(bytes).Predict(iris);
            }
            catch (RepriseException e)
            {
                Assert.True(e.Code is ErrorCode.DataLoss or ErrorCode.NotImplemented);
            }
            catch (ArgumentException e) when (e is not (ArgumentOutOfRangeException or ArgumentNullException))
            {
                Assert.True(e.ParamName is "table" or "x", e.ToString());           // a model of other columns, or a function undefined for the rows
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

    private static (JsonObject Header, byte[] Data) Split()
    {
        var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(Sound);
        return (JsonNode.Parse(Sound.AsSpan(8, length))!.AsObject(), Sound[(8 + length)..]);
    }

    private static byte[] Join(JsonObject header, byte[] data)
    {
        var json = Encoding.UTF8.GetBytes(header.ToJsonString());
        var length = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)json.Length);
        return [.. length, .. json, .. data];
    }
}

using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;
using Reprise.Core.Errors;
using Reprise.Core.Randomness;
using Reprise.Learning.Files;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Preprocessing;
using Reprise.Learning.Trees;

namespace Reprise.Learning.Tests.Files;

/// <summary>Bytes from strangers: every answer is a model or one <see cref="RepriseException"/>.</summary>
public sealed class HostileModelFileTests
{
    private static readonly byte[] Sound = Make();

    [Fact]
    public void Read_OfTheSoundFile_GivesAModel() => Assert.NotNull(Read(Sound));

    [Fact]
    public void Read_OfEveryTruncation_IsRefused()
    {
        for (var length = 0; length < Sound.Length; length += length < 2000 ? 1 : 13)
        {
            AssertRefused(Sound[..length]);
        }
    }

    [Fact]
    public void Read_OfRandomDamage_NeverCrashes()
    {
        var rng = new Rng(99);
        for (var trial = 0; trial < 4000; trial++)
        {
            var bytes = Sound.ToArray();
            for (var damage = rng.NextInt32(6); damage >= 0; damage--)
            {
                var limit = rng.NextInt32(3) == 0 ? bytes.Length : 1500;            // headers break more interestingly than numbers
                bytes[rng.NextInt32(Math.Min(limit, bytes.Length))] = (byte)rng.NextInt32(256);
            }

            AssertModelOrRefused(bytes);
        }
    }

    [Fact]
    public void Read_OfRandomBytes_IsRefused()
    {
        var rng = new Rng(5);
        for (var trial = 0; trial < 2000; trial++)
        {
            var bytes = new byte[rng.NextInt32(200)];
            for (var i = 0; i < bytes.Length; i++)
            {
                bytes[i] = (byte)rng.NextInt32(256);
            }

            AssertRefused(bytes);
        }
    }

    [Theory]
    [InlineData(ulong.MaxValue)]
    [InlineData(1UL << 62)]
    [InlineData(17UL << 20)]
    public void Read_OfAHugeHeaderClaim_IsRefusedWithoutTakingMemory(ulong claim)
    {
        var bytes = new byte[64];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, claim);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Contains("header claims", AssertRefused(bytes).Message, StringComparison.Ordinal);

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20);
    }

    public static TheoryData<string, string> Headers => new()
    {
        { "{}", "format is ''" },
        { "[]", "header is not that of a safetensors file" },
        { """{"__metadata__":{"format":"pt"}}""", "format is 'pt'" },
        { """{"__metadata__":{"format":"reprise.model","version":"2","graph":"{}"}}""", "version is '2'" },
        { """{"__metadata__":{"format":"reprise.model","version":"1"}}""", "graph is not JSON" },
        { """{"__metadata__":{"format":"reprise.model","version":"1","graph":"[]"}}""", "must be an object" },
        { """{"__metadata__":{"format":"reprise.model","version":"1","graph":"{\"kind\":\"neural\"}"}}""", "holds a 'neural'" },
        { """{"__metadata__":{"a":"x","a":"y"}}""", "header is not that" },
        { """{"__metadata__":{"a":1}}""", "header is not that" },
        { """{"t":{"dtype":"F16","shape":[0],"data_offsets":[0,0]}}""", "dtype 'F16'" },
        { """{"t":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}""", "tensors end at 8" },
        { """{"t":{"dtype":"F64","shape":[2],"data_offsets":[0,8]}}""", "not the 16 bytes" },
        { """{"t":{"dtype":"F64","shape":[-1],"data_offsets":[0,8]}}""", "negative" },
        { """{"t":{"dtype":"F64","shape":[2147483647,2147483647,2147483647],"data_offsets":[0,8]}}""", "header is not that" },
        { """{"t":{"dtype":"I32","shape":[0],"data_offsets":[4,4]}}""", "starts at 4" },
        { """{"t":{"dtype":"I32","shape":[0],"data_offsets":[-4,-4]}}""", "not the 0 bytes" },
        { """{"t":{"dtype":"I32","shape":[0]}}""", "header is not that" },
        { """{"t":null}""", "header is not that" },
        { """{"__metadata__":{"format":"\ud800"}}""", "header is not that" },
    };

    [Theory]
    [MemberData(nameof(Headers))]
    public void Read_OfABrokenHeader_SaysWhatIsWrong(string header, string expected) =>
        Assert.Contains(expected, AssertRefused(File(header, [])).Message, StringComparison.Ordinal);

    public static TheoryData<string, string, string> Graphs => new()
    {
        { "target", "7", "`$.target` of its graph must be a String" },
        { "classes", """["a"]""", "at least two different labels" },
        { "classes", """["b","a","c"]""", "ordinal order" },
        { "classes", """["a","b"]""", "must be F64" },
        { "classes", """["a","b",3]""", "must be a list of texts" },
        { "columns", "[]", "at least one column" },
        { "columns", """[{"name":"x","type":"String"}]""", "must be Double, Long or Boolean" },
        { "columns", """[{"name":"x","type":"Double"},{"name":"x","type":"Double"}]""", "a name of its own" },
        { "columns", """[{"name":"x","type":"Double","extra":1}]""", "`$.columns[0].extra` of its graph is not known here" },
        { "columns", """[{"name":"x","type":"Double"}]""", "must be F64 [1]" },
        { "steps", """[{"type":"lightning"}]""", "step 'lightning' is not known" },
        { "steps", """[{"type":"random-forest-classifier"}]""", "has no place here" },
        { "steps", """[3]""", "must be an object" },
        { "steps", "[]", "nothing in its graph uses tensor 'steps.0." },
        { "classifier", """{"type":"robust-scaler"}""", "has no place here" },
        { "classifier", """{"type":"compact-random-forest-classifier","out_of_bag":false,"trees":3}""", "`$.classifier.trees` of its graph is not known here" },
    };

    [Theory]
    [MemberData(nameof(Graphs))]
    public void Read_OfABrokenGraph_SaysWhatIsWrong(string member, string value, string expected)
    {
        var (header, data) = Split();
        var graph = JsonNode.Parse(header["__metadata__"]!["graph"]!.GetValue<string>())!.AsObject();
        graph[member] = JsonNode.Parse(value);
        header["__metadata__"]!["graph"] = graph.ToJsonString();

        Assert.Contains(expected, AssertRefused(File(header.ToJsonString(), data)).Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, int, int, string> Trees => new()
    {
        { "classifier.features", 0, 200, "must lie in [0, 4]" },
        { "classifier.cuts", 0, 255, "must be numbers of thresholds" },
        { "classifier.leaf_rows", 0, 1, "in the order of their first leaf" },
        { "classifier.leaf_rows", -1, 255, "in the order of their first leaf" },
        { "classifier.node_counts", 0, 0, "must be above 0" },
        { "classifier.node_counts", 0, int.MaxValue, "must sum to the number of nodes" },
        { "classifier.node_counts", 0, 1, "must sum to the number of nodes" },
    };

    [Theory]
    [MemberData(nameof(Trees))]
    public void Read_OfABrokenTree_IsRefused(string tensor, int element, int value, string expected)
    {
        var (header, data) = Split(Sound);

        AssertRefusedWith(header, data, tensor, element, value, expected);
    }

    [Theory]
    [InlineData(false, "must make one tree")]                                        // a root without children: its nodes are never reached
    [InlineData(true, "two children in its tree")]                                   // an inner node where the next tree begins
    public void Read_OfNodesThatAreNoTree_IsRefused(bool nextTree, string expected)
    {
        var (header, data) = Split(Sound);
        var start = header["classifier.features"]!["data_offsets"]![0]!.GetValue<int>();
        var nodes = BinaryPrimitives.ReadInt32LittleEndian(data.AsSpan(header["classifier.node_counts"]!["data_offsets"]![0]!.GetValue<int>()));
        var (leaf, inner) = (start + nodes - 1, nextTree ? start + nodes : start);
        (data[leaf], data[inner]) = (data[inner], data[leaf]);

        Assert.Contains(expected, AssertRefused(File(header.ToJsonString(), data)).Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, int, int, string> FirstTrees => new()
    {
        { "classifier.children", 0, 0, "children" },                                 // a node that is its own child: walking it would never end
        { "classifier.children", 0, int.MaxValue, "children" },
        { "classifier.children", 0, -5, "children" },
        { "classifier.features", 0, 4, "features" },
        { "classifier.features", 0, -2, "features" },
        { "classifier.features", 0, -1, "children" },                                // a leaf that leaves its children unreached
        { "classifier.node_counts", 0, 0, "node_counts" },
        { "classifier.node_counts", 0, int.MaxValue, "node_counts" },
        { "classifier.node_counts", 0, 1, "node_counts" },
    };

    [Theory]
    [MemberData(nameof(FirstTrees))]
    public void Read_OfABrokenTreeInAFirstFile_IsRefused(string tensor, int element, int value, string expected)
    {
        var (header, data) = Split(System.IO.File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Golden", "first-forest.safetensors")));

        AssertRefusedWith(header, data, tensor, element, value, expected);
    }

    private static void AssertRefusedWith(JsonObject header, byte[] data, string tensor, int element, int value, string expected)
    {
        var offsets = header[tensor]!["data_offsets"]!;
        var size = header[tensor]!["dtype"]!.GetValue<string>() == "U8" ? 1 : 4;
        var at = element < 0 ? offsets[1]!.GetValue<int>() - size : offsets[0]!.GetValue<int>() + (size * element);
        BitConverter.GetBytes(value).AsSpan(0, size).CopyTo(data.AsSpan(at));        // little-endian, as the file is

        Assert.Contains(expected, AssertRefused(File(header.ToJsonString(), data)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("classifier.thresholds", double.NaN, "must be finite")]
    [InlineData("classifier.leaves", 0.7, "sum to 1")]
    [InlineData("classifier.leaves", -1.0, "frequencies in [0, 1]")]
    [InlineData("steps.0.scales", 0.0, "above 0")]
    [InlineData("steps.0.centres", double.PositiveInfinity, "must be finite")]
    public void Read_OfImpossibleNumbers_IsRefused(string tensor, double value, string expected)
    {
        var (header, data) = Split();
        BinaryPrimitives.WriteDoubleLittleEndian(data.AsSpan(header[tensor]!["data_offsets"]![0]!.GetValue<int>()), value);

        Assert.Contains(expected, AssertRefused(File(header.ToJsonString(), data)).Message, StringComparison.Ordinal);
    }

    private static RepriseException AssertRefused(byte[] bytes)
    {
        var error = Assert.Throws<RepriseException>(() => Read(bytes));
        Assert.True(error.Code is ErrorCode.DataLoss or ErrorCode.NotImplemented, error.Code.ToString());
        Assert.StartsWith("The model file 'memory' cannot be read: ", error.Message, StringComparison.Ordinal);
        return error;
    }

    private static void AssertModelOrRefused(byte[] bytes)
    {
        try
        {
            var model = Read(bytes);
            model.Predict(GoldenSet.Load("iris").Table());                          // whatever was let in must also work
        }
        catch (RepriseException e)
        {
            Assert.True(e.Code is ErrorCode.DataLoss or ErrorCode.NotImplemented);
        }
        catch (ArgumentException e) when (e is not (ArgumentOutOfRangeException or ArgumentNullException))
        {
            Assert.Contains("is missing", e.Message, StringComparison.Ordinal);     // a damaged column name is a model of another column
        }
    }

    private static ITabularClassifier Read(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        return ModelFile.Read<ITabularClassifier>(stream, "memory");
    }

    private static byte[] Make()
    {
        var pipeline = new ClassifierPipeline { Steps = [new RobustScaler()], Classifier = new RandomForestClassifier { Trees = 3 } };
        using var stream = new MemoryStream();
        ModelFile.Write(pipeline.Fit(GoldenSet.Load("iris").Table(), "class"), stream);
        return stream.ToArray();
    }

    private static (JsonObject Header, byte[] Data) Split() => Split(Sound);

    private static (JsonObject Header, byte[] Data) Split(byte[] sound)
    {
        var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(sound);
        return (JsonNode.Parse(sound.AsSpan(8, length))!.AsObject(), sound[(8 + length)..]);
    }

    private static byte[] File(string header, byte[] data)
    {
        var json = Encoding.UTF8.GetBytes(header);
        var length = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)json.Length);
        return [.. length, .. json, .. data];
    }
}

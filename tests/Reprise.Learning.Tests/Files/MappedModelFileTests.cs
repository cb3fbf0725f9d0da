using System.Buffers.Binary;
using System.Text;
using Reprise.Core.Errors;
using Reprise.Core.Randomness;
using Reprise.Learning.Ensembles;
using Reprise.Learning.Estimators;
using Reprise.Learning.Files;
using Reprise.Learning.Pipelines;
using Reprise.Learning.Trees;

namespace Reprise.Learning.Tests.Files;

/// <summary>Model files on disk are mapped; what bytes in memory are refused for, they are too.</summary>
public sealed class MappedModelFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("reprise-mapped-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Load_OfTruncatedAndDamagedFiles_SaysWhatReadingBytesSays()
    {
        var sound = Sound();
        var rng = new Rng(12);
        for (var trial = 0; trial < 150; trial++)
        {
            var bytes = trial % 2 == 0 ? sound[..rng.NextInt32(sound.Length)] : sound.ToArray();
            if (trial % 2 == 1)
            {
                bytes[rng.NextInt32(trial % 4 == 1 ? 1500 : bytes.Length)] ^= (byte)(1 + rng.NextInt32(255));
            }

            File.WriteAllBytes(At("m"), bytes);

            Assert.Equal(Answer(() => ModelFile.Read(new MemoryStream(bytes), At("m"))), Answer(() => ModelFile.Load(At("m"))));
        }
    }

    [Fact]
    public void Read_OfATensorBehind2GiB_TakesThatTensorsMemoryOnly()
    {
        const long Large = (1L << 31) + 4096;
        File.WriteAllBytes(At("large"), Header($$$"""{"big":{"dtype":"F64","shape":[{{{Large / 8}}}],"data_offsets":[0,{{{Large}}}]},"small":{"dtype":"F64","shape":[2],"data_offsets":[{{{Large}}},{{{Large + 16}}}]}}"""));
        using (var file = new FileStream(At("large"), FileMode.Open, FileAccess.ReadWrite))
        {
            file.Position = file.Length + Large;                                    // a hole in the file: no disk is used
            Span<byte> values = stackalloc byte[16];
            BinaryPrimitives.WriteDoubleLittleEndian(values, 1.5);
            BinaryPrimitives.WriteDoubleLittleEndian(values[8..], -2);
            file.Write(values);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        using var stream = File.OpenRead(At("large"));
        using var reader = SafeTensorsReader.Read(stream, "large");

        Assert.Equal([1.5, -2], reader.TakeDoubles("small", 2));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20);
        Assert.Equal(["big"], reader.Remaining);
    }

    [Fact]
    public void TakeDoubles_OfAFileCutWhileItIsMapped_IsRefused()
    {
        File.WriteAllBytes(At("cut"), [.. Header("""{"t":{"dtype":"F64","shape":[4096],"data_offsets":[0,32768]}}"""), .. new byte[32768]]);
        using var stream = new FileStream(At("cut"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = SafeTensorsReader.Read(stream, "cut");
        using (var other = new FileStream(At("cut"), FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            other.SetLength(100);
        }

        var error = Assert.Throws<RepriseException>(() => reader.TakeDoubles("t", -1));

        Assert.Equal(ErrorCode.DataLoss, error.Code);
        Assert.Contains("became shorter", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_OfAFileThatIsReplacedByRenaming_ReadsTheOldOne()
    {
        File.WriteAllBytes(At("m"), Sound());
        using var stream = File.OpenRead(At("m"));
        using var reader = SafeTensorsReader.Read(stream, "m");
        var name = reader.Remaining.First(tensor => tensor.EndsWith("importances", StringComparison.Ordinal));
        File.WriteAllBytes(At("new"), [1, 2, 3]);

        File.Move(At("new"), At("m"), overwrite: true);

        Assert.Equal(1, reader.TakeDoubles(name, -1).Sum(), 1e-9);
    }

    [Fact]
    public void Save_OfStepsNestedTooDeeply_SaysSoAndLeavesNoFile()
    {
        IClassifier nested = new DecisionTreeClassifier { MaxDepth = 1 };
        for (var level = 0; level < 8; level++)
        {
            nested = new VotingClassifier { Classifiers = [nested] };
        }

        var model = new ClassifierPipeline { Classifier = nested }.Fit(GoldenSet.Load("iris").Table(), "class");

        var error = Assert.Throws<ArgumentException>(() => ModelFile.Save(model, At("deep")));

        Assert.Contains("nested deeper than 16 levels", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void Save_OfStepsNestedAsDeeplyAsCanBeRead_IsRead()
    {
        IClassifier nested = new DecisionTreeClassifier { MaxDepth = 1 };
        for (var level = 0; level < 7; level++)
        {
            nested = new VotingClassifier { Classifiers = [nested] };
        }

        var table = GoldenSet.Load("iris").Table();
        ModelFile.Save(new ClassifierPipeline { Classifier = nested }.Fit(table, "class"), At("deep"));

        Assert.Equal(150, ModelFile.Load<ITabularClassifier>(At("deep")).Predict(table).Labels.Count);
    }

    [Fact]
    public void WriteTo_OfAHeaderAboveItsLimit_WritesNothing()
    {
        var writer = new SafeTensorsWriter();
        writer.Add("t", [1.0], 1);
        using var stream = new MemoryStream();

        var error = Assert.Throws<ArgumentException>(() => writer.WriteTo(stream, [new("graph", new string('x', 17 << 20))]));

        Assert.Contains("at most 16777216", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, stream.Length);
    }

    [Fact]
    public void WriteTo_OfEveryType_IsReadBack()
    {
        var writer = new SafeTensorsWriter();
        double[] doubles = [.. Enumerable.Range(0, 70_001).Select(i => i * 0.5)];
        writer.Add("d", doubles, doubles.Length);
        writer.Add("i", [-1, int.MaxValue], 2);
        writer.AddCodes("b", [0, 255], 2);
        writer.AddCodes("w", [0, 65535], 2);
        writer.AddCodes("c", [0, 65536], 2);
        using (var file = File.Create(At("types")))
        {
            writer.WriteTo(file, []);
        }

        using var stream = File.OpenRead(At("types"));
        using var reader = SafeTensorsReader.Read(stream, "types");
        Assert.Equal(doubles, reader.TakeDoubles("d", -1));
        Assert.Equal([-1, int.MaxValue], reader.TakeIntegers("i", 2));
        Assert.Equal([0, 255], reader.TakeCodes("b", 2));
        Assert.Equal([0, 65535], reader.TakeCodes("w", 2));
        Assert.Equal([0, 65536], reader.TakeCodes("c", 2));
        Assert.Empty(reader.Remaining);
    }

    private static string Answer(Func<ITabularModel> read)
    {
        try
        {
            return read().GetType().Name;
        }
        catch (RepriseException refused)
        {
            return refused.Message;
        }
    }

    private static byte[] Sound()
    {
        using var stream = new MemoryStream();
        ModelFile.Write(new ClassifierPipeline { Classifier = new RandomForestClassifier { Trees = 2 } }.Fit(GoldenSet.Load("iris").Table(), "class"), stream);
        return stream.ToArray();
    }

    private static byte[] Header(string json)
    {
        var length = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)Encoding.UTF8.GetByteCount(json));
        return [.. length, .. Encoding.UTF8.GetBytes(json)];
    }

    private string At(string name) => Path.Combine(_folder, name);
}

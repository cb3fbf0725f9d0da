using Reprise.Core.Files;
using Reprise.Data.Datasets;

namespace Reprise.Learning.Bench;

/// <summary>Where both sides find the same data. MNIST comes from the cache of <c>REPRISE_HOME</c> or a <c>shared/data</c> folder above the checkout.</summary>
internal static class BenchData
{
    private const string MnistVariable = "REPRISE_BENCH_MNIST";
    private const string MadeVariable = "REPRISE_BENCH_MADE";
    private const string GoldenVariable = "REPRISE_BENCH_GOLDEN";

    private static readonly (string Name, string Sha256)[] MnistFiles =
    [
        ("train-images-idx3-ubyte.gz", "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
        ("train-labels-idx1-ubyte.gz", "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
        ("t10k-images-idx3-ubyte.gz", "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
        ("t10k-labels-idx1-ubyte.gz", "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"),
    ];

    /// <summary>The checkout.</summary>
    public static string Root { get; set; } = "";

    /// <summary>Environment variables that name the folders, for works and peers.</summary>
    public static Dictionary<string, string> Places { get; } = [];

    /// <summary>The folder of the four MNIST files.</summary>
    public static string Mnist => Place(MnistVariable);

    /// <summary>The folder of files made once, by <see cref="Made"/>.</summary>
    public static string MadeFolder => Place(MadeVariable);

    /// <summary>The tests' reference data.</summary>
    public static string Golden => Place(GoldenVariable);

    /// <summary>Finds or makes the folders.</summary>
    public static void Prepare()
    {
        Places[GoldenVariable] = Path.Combine(Root, "tests", "Reprise.Learning.Tests", "Golden");
        Places[MadeVariable] = Directory.CreateDirectory(
            Environment.GetEnvironmentVariable(MadeVariable) ?? Path.Combine(Path.GetTempPath(), $"reprise-bench-{Environment.UserName}")).FullName;
        Places[MnistVariable] = FindMnist();
        MadeTable.Make(Places[MadeVariable]);
        MadeBlobs.Make(Places[MadeVariable]);
    }

    private static string Place(string variable)
    {
        if (Places.Count == 0 && Environment.GetEnvironmentVariable(variable) is not { Length: > 0 })
        {
            Prepare();
        }

        return Places.TryGetValue(variable, out var place) ? place : Environment.GetEnvironmentVariable(variable)!;
    }

    private static string FindMnist()
    {
        var options = DatasetResolverOptions.FromEnvironment(Environment.GetEnvironmentVariable("REPRISE_HOME") ?? Path.Combine(Root, ".reprise"));
        var resolver = new DatasetResolver(options with { SearchFrom = [Root] });
        var files = MnistFiles.Select(file => resolver
            .Look(new DatasetSpec { Name = "MNIST", FileName = file.Name, Sha256 = file.Sha256, SharedPath = $"mnist/{file.Name}" })[^1]).ToList();
        if (files.Exists(file => !file.Found))
        {
            Console.Error.WriteLine($"compare: MNIST was not found ({files.First(file => !file.Found).Outcome}); its works will not run");
            return "";
        }

        string[] folders = [.. files.Select(file => Path.GetDirectoryName(file.Location)!).Distinct()];
        return folders.Length == 1 ? folders[0] : Gathered(files);
    }

    /// <summary>The cache has a folder per file; peers read one folder.</summary>
    private static string Gathered(List<DatasetAttempt> files)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Places[MadeVariable], "mnist")).FullName;
        foreach (var file in files)
        {
            using var source = File.OpenRead(file.Location);
            AtomicFile.Write(Path.Combine(folder, Path.GetFileName(file.Location)), source.CopyTo);
        }

        return folder;
    }
}

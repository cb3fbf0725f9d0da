using Reprise.Cli.Tests.Demo;
using Reprise.Cli.Tests.Shell;

[assembly: AssemblyFixture(typeof(SampleHome))]

namespace Reprise.Cli.Tests.Demo;

/// <summary>A home in which a small demo on sample data has run once. Tests read it; those that change something take a copy.</summary>
public sealed class SampleHome : IAsyncLifetime
{
    /// <summary>No shared data, no network: the sample.</summary>
    internal static IReadOnlyDictionary<string, string?> NoData { get; } = new Dictionary<string, string?>
    {
        ["REPRISE_OFFLINE"] = "1",
        ["REPRISE_SHARED_DATA"] = "/nowhere",
    };

    private readonly TemporaryFolder _folder = new();

    internal string Path => _folder["home"];

    internal ProcessOutcome Demo { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Demo = await RunSmallAsync(Path, "--json");

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Runs a demo that is quick: one repeat, few trees, a gate that a small forest passes.</summary>
    internal static Task<ProcessOutcome> RunSmallAsync(string home, params string[] more) =>
        RepriseProcess.RunAsync(["demo", "--home", home, .. Small, .. more], NoData);

    internal static string[] Small { get; } = ["--repeats", "1", "--trees", "20", "--gate-min-accuracy", "0.5"];

    /// <summary>A copy to change.</summary>
    internal string CopyTo(TemporaryFolder folder)
    {
        var copy = folder["home"];
        foreach (var file in Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories))
        {
            var target = System.IO.Path.Combine(copy, System.IO.Path.GetRelativePath(Path, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return copy;
    }
}

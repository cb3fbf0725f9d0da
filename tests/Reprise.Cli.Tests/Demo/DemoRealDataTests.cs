using System.Text.Json;
using Reprise.Cli.Tests.Shell;
using Reprise.Data.Datasets;
using TurkishMusic;

namespace Reprise.Cli.Tests.Demo;

[Trait("Culture", "none")]
public sealed class DemoRealDataTests
{
    /// <summary>scikit-learn 1.2.1, the same pipeline and scheme without groups: 0.795 ± 0.01.</summary>
    private const double LowestAccuracy = 0.785;

    [Fact]
    public async Task Execute_RealData_ReachesThePeersAccuracyWithinTheCpuBudget()
    {
        using var folder = new TemporaryFolder();
        var data = await new DatasetResolver(DatasetResolverOptions.FromEnvironment(folder["cache"]) with { Offline = true })
            .ResolveAsync(TurkishMusicDataset.Spec, TestContext.Current.CancellationToken);
        Assert.SkipWhen(data.IsSample, "The Turkish music data is not on this machine: " + data.Attempts[^2].Outcome);

        var outcome = await RepriseProcess.RunAsync(
            ["demo", "--json", "--home", folder["home"]],
            new Dictionary<string, string?> { ["REPRISE_OFFLINE"] = "1", ["REPRISE_SHARED_DATA"] = SharedFolder(data.Path) });

        using var document = JsonDocument.Parse(outcome.Output);
        var root = document.RootElement;
        Assert.Equal(0, outcome.ExitCode);
        Assert.False(root.GetProperty("dataset").GetProperty("sample").GetBoolean());
        Assert.Equal(TurkishMusicDataset.Spec.Sha256, root.GetProperty("dataset").GetProperty("sha256").GetString());
        Assert.Equal(12, root.GetProperty("dataset").GetProperty("duplicate_groups").GetInt32());
        Assert.Contains("12 groups of 2 identical rows kept in one fold", root.GetProperty("evaluation").GetProperty("scheme").GetString());
        Assert.InRange(root.GetProperty("evaluation").GetProperty("accuracy").GetProperty("mean").GetDouble(), LowestAccuracy, 0.83);
        Assert.InRange(root.GetProperty("cpu_seconds").GetDouble(), 0, 15);
        Assert.DoesNotContain("SAMPLE", outcome.Error);
    }

    private static string SharedFolder(string file) => Path.GetDirectoryName(Path.GetDirectoryName(file))!;
}

using System.Text.Json;
using Reprise.Cli.Tests.Shell;

namespace Reprise.Cli.Tests.Demo;

public sealed class DemoCommandTests(SampleHome sample)
{
    [Fact]
    public void Execute_JsonOnSample_PrintsOneDocumentAndSaysSampleFirstAndLast()
    {
        using var document = JsonDocument.Parse(sample.Demo.Output);
        var root = document.RootElement;

        Assert.Equal(0, sample.Demo.ExitCode);
        Assert.True(root.GetProperty("dataset").GetProperty("sample").GetBoolean());
        Assert.Equal("sample", root.GetProperty("dataset").GetProperty("source").GetString());
        Assert.Equal(400, root.GetProperty("dataset").GetProperty("rows").GetInt32());
        var lines = sample.Demo.Error.TrimEnd().Split('\n');
        Assert.Contains("SAMPLE DATA", lines[0]);
        Assert.Contains("SAMPLE DATA", lines[^1]);
    }

    [Fact]
    public void Execute_Json_HasTheStatedShape()
    {
        using var document = JsonDocument.Parse(sample.Demo.Output);
        var root = document.RootElement;

        Assert.Equal("turkish-music-emotion", root.GetProperty("dataset").GetProperty("name").GetString());
        Assert.Equal(64, root.GetProperty("dataset").GetProperty("sha256").GetString()!.Length);
        Assert.Contains("5-fold, 1 repeat", root.GetProperty("evaluation").GetProperty("scheme").GetString());
        Assert.All(
            ["accuracy", "f1_macro"],
            metric => Assert.InRange(root.GetProperty("evaluation").GetProperty(metric).GetProperty("mean").GetDouble(), 0.5, 1));
        Assert.InRange(root.GetProperty("evaluation").GetProperty("accuracy").GetProperty("sd").GetDouble(), 0.001, 0.2);
        Assert.Equal(32, root.GetProperty("run_id").GetString()!.Length);
        Assert.Equal(
            ("turkish-music-emotion", 1, "production"),
            (root.GetProperty("model").GetProperty("name").GetString(), root.GetProperty("model").GetProperty("version").GetInt32(), root.GetProperty("model").GetProperty("alias").GetString()));
        Assert.Equal(64, root.GetProperty("model").GetProperty("sha256").GetString()!.Length);
        Assert.True(root.GetProperty("gate").GetProperty("passed").GetBoolean());
        Assert.Equal(2, root.GetProperty("gate").GetProperty("checks").GetArrayLength());
        var probabilities = root.GetProperty("prediction").GetProperty("probabilities").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetDouble());
        Assert.Equal(["angry", "happy", "relax", "sad"], probabilities.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(1, probabilities.Values.Sum(), 1e-9);
        Assert.Equal(probabilities.MaxBy(p => p.Value).Key, root.GetProperty("prediction").GetProperty("label").GetString());
        Assert.All(
            ["data", "evaluate", "train", "track", "register", "gate", "serve", "predict", "total"],
            step => Assert.True(root.GetProperty("seconds").GetProperty(step).GetDouble() >= 0));
    }

    [Fact]
    public async Task Execute_ForPeople_SaysSampleOnTheFirstAndTheLastLine()
    {
        using var folder = new TemporaryFolder();

        var outcome = await SampleHome.RunSmallAsync(folder["home"]);

        var lines = outcome.Output.TrimEnd().Split('\n');
        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("SAMPLE DATA", lines[0]);
        Assert.Contains("SAMPLE DATA", lines[^1]);
        Assert.Contains(lines, line => line.StartsWith("look", StringComparison.Ordinal) && line.Contains($"reprise up --home {folder["home"]}"));
        Assert.DoesNotContain('\u001b', outcome.Output + outcome.Error);
    }

    [Fact]
    public async Task Execute_OtherHomeCultureAndOneProcessor_MakesTheSameModelBytes()
    {
        using var folder = new TemporaryFolder();
        var environment = new Dictionary<string, string?>(SampleHome.NoData)
        {
            ["DOTNET_PROCESSOR_COUNT"] = "1",
            ["LANG"] = "tr_TR.UTF-8",
            ["LC_ALL"] = "tr_TR.UTF-8",
            ["TZ"] = "Asia/Kathmandu",
        };

        var outcome = await RepriseProcess.RunAsync(["demo", "--json", "--home", folder["ev dizini"], .. SampleHome.Small], environment);

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(Sha256(sample.Demo), Sha256(outcome));
    }

    [Fact]
    public async Task Execute_SecondTimeInAHome_MakesTheNextVersionAndComparesWithProduction()
    {
        using var folder = new TemporaryFolder();
        var home = sample.CopyTo(folder);

        var outcome = await SampleHome.RunSmallAsync(home, "--json", "--seed", "7");

        using var document = JsonDocument.Parse(outcome.Output);
        var model = document.RootElement.GetProperty("model");
        var comparison = document.RootElement.GetProperty("gate").GetProperty("checks")[1];
        Assert.Equal(2, model.GetProperty("version").GetInt32());
        Assert.Equal(1, model.GetProperty("previous_version").GetInt32());
        Assert.Equal(outcome.ExitCode == 0, comparison.GetProperty("passed").GetBoolean());
        Assert.Contains("production (version 1)", comparison.GetProperty("words").GetString());
    }

    [Fact]
    public async Task Execute_TwoAtOnceInAHome_BothSucceedWithVersionsOfTheirOwn()
    {
        using var folder = new TemporaryFolder();

        var outcomes = await Task.WhenAll(SampleHome.RunSmallAsync(folder["home"], "--json"), SampleHome.RunSmallAsync(folder["home"], "--json"));

        Assert.All(outcomes, outcome => Assert.True(outcome.ExitCode == 0, outcome.Error));
        Assert.Equal([1, 2], outcomes.Select(Version).Order());
        Assert.Equal((2, 2), await HomeInspection.CheckAsync(folder["home"]));
    }

    [Fact]
    public async Task Execute_GateSaysNo_ExitsThreeWithVersionRegisteredAndTheLiveOneInPlace()
    {
        using var folder = new TemporaryFolder();
        var home = sample.CopyTo(folder);

        var outcome = await RepriseProcess.RunAsync(
            ["demo", "--json", "--home", home, "--repeats", "1", "--trees", "20", "--gate-min-accuracy", "0.999"], SampleHome.NoData);

        using var document = JsonDocument.Parse(outcome.Output);
        using var shown = JsonDocument.Parse((await RepriseProcess.RunAsync("models", "show", "turkish-music-emotion", "--json", "--home", home)).Output);
        var version = shown.RootElement.GetProperty("versions")[0];
        Assert.Equal(3, outcome.ExitCode);
        Assert.False(document.RootElement.GetProperty("gate").GetProperty("passed").GetBoolean());
        Assert.False(document.RootElement.GetProperty("model").TryGetProperty("alias", out _));
        Assert.Contains("REFUSED", outcome.Error);
        Assert.Equal((2, "failed"), (version.GetProperty("version").GetInt32(), version.GetProperty("gate").GetString()));
        Assert.Equal(1, shown.RootElement.GetProperty("aliases").GetProperty("production").GetInt32());
    }

    [Fact]
    public async Task Execute_InterruptedWhileEvaluating_ExitsAsCancelledWithARunThatFailed()
    {
        using var folder = new TemporaryFolder();
        using var process = RepriseProcess.Start(["demo", "--home", folder["home"], "--repeats", "100", "--trees", "500"], SampleHome.NoData);
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken);
        await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken);   // data and validation are done

        var listed = await RunningAsync(folder["home"]);
        RepriseProcess.Interrupt(process);
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        var after = await RepriseProcess.RunAsync("runs", "list", "--home", folder["home"]);

        Assert.Contains(" RUNNING ", listed);
        Assert.Equal(130, process.ExitCode);
        Assert.Equal("", await output);
        Assert.StartsWith("Stopped.", error);
        Assert.Contains(" FAILED ", after.Output);
    }

    [Theory]
    [InlineData("--repeats", "0")]
    [InlineData("--seed", "-1")]
    [InlineData("--trees", "many")]
    [InlineData("--gate-min-accuracy", "1.5")]
    [InlineData("--gate-tolerance", "NaN")]
    public async Task Execute_OptionOutOfRange_ExitsTwoAndMakesNoHome(string option, string value)
    {
        using var folder = new TemporaryFolder();

        var outcome = await RepriseProcess.RunAsync("demo", "--home", folder["home"], option, value);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(option, outcome.Error);
        Assert.Contains($"'{value}'", outcome.Error);
        Assert.Equal("", outcome.Output);
        Assert.False(Directory.Exists(folder["home"]));
    }

    [Fact]
    public async Task Execute_HomeIsAFile_ExitsTwoAndNamesIt()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["home"], "", TestContext.Current.CancellationToken);

        var outcome = await SampleHome.RunSmallAsync(folder["home"]);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(folder["home"], outcome.Error);
        Assert.DoesNotContain("   at ", outcome.Error);
    }

    /// <summary>The list of runs as soon as there is one.</summary>
    private static async Task<string> RunningAsync(string home)
    {
        while (true)
        {
            var listed = await RepriseProcess.RunAsync("runs", "list", "--home", home);
            if (listed.Output.Contains("RUNNING", StringComparison.Ordinal) || TestContext.Current.CancellationToken.IsCancellationRequested)
            {
                return listed.Output;
            }
        }
    }

    private static int Version(ProcessOutcome outcome)
    {
        using var document = JsonDocument.Parse(outcome.Output);
        return document.RootElement.GetProperty("model").GetProperty("version").GetInt32();
    }

    internal static string Sha256(ProcessOutcome outcome)
    {
        using var document = JsonDocument.Parse(outcome.Output);
        return document.RootElement.GetProperty("model").GetProperty("sha256").GetString()!;
    }
}

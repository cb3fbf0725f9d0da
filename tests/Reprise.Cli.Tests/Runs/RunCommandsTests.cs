using System.Text.Json;
using Reprise.Cli.Tests.Demo;
using Reprise.Cli.Tests.Shell;

namespace Reprise.Cli.Tests.Runs;

public sealed class RunCommandsTests(SampleHome sample)
{
    [Fact]
    public async Task List_AfterDemo_ShowsTheRunWithItsMetrics()
    {
        var outcome = await RepriseProcess.RunAsync("runs", "list", "--home", sample.Path, "--column", "params.trees", "--column", "metrics.accuracy");

        var lines = outcome.Output.TrimEnd().Split('\n');
        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(2, lines.Length);
        Assert.Matches(@"params\.trees\s+metrics\.accuracy$", lines[0]);
        Assert.Matches(@"^[0-9a-f]{32} .* FINISHED .* 20\s+0\.\d+$", lines[1]);
    }

    [Theory]
    [InlineData("metrics.accuracy > 0.5 and params.trees = '20'", 1)]
    [InlineData("metrics.accuracy < 0.5", 0)]
    public async Task List_Filter_KeepsWhatMatches(string filter, int runs)
    {
        var outcome = await RepriseProcess.RunAsync(
            "runs", "list", "--json", "--home", sample.Path, "--experiment", "turkish-music-emotion", "--filter", filter, "--order-by", "metrics.accuracy DESC");

        using var document = JsonDocument.Parse(outcome.Output);
        Assert.Equal(runs, document.RootElement.GetArrayLength());
    }

    [Theory]
    [InlineData(2, "--filter", "metrics.accuracy >")]
    [InlineData(2, "--column", "accuracy")]
    [InlineData(2, "--limit", "0")]
    [InlineData(1, "--experiment", "nobody")]
    public async Task List_WrongInput_SaysWhatIsWrong(int exitCode, params string[] options)
    {
        var outcome = await RepriseProcess.RunAsync(["runs", "list", "--home", sample.Path, .. options]);

        Assert.Equal(exitCode, outcome.ExitCode);
        Assert.NotEqual("", outcome.Error);
        Assert.Equal("", outcome.Output);
        Assert.DoesNotContain("   at ", outcome.Error);
    }

    [Fact]
    public async Task Show_RunOfDemo_HasEverythingThatWasLogged()
    {
        using var demo = JsonDocument.Parse(sample.Demo.Output);
        var id = demo.RootElement.GetProperty("run_id").GetString()!;

        using var shown = JsonDocument.Parse((await RepriseProcess.RunAsync("runs", "show", id, "--json", "--home", sample.Path)).Output);
        var run = shown.RootElement.GetProperty("run");

        Assert.Equal("FINISHED", run.GetProperty("status").GetString());
        Assert.Equal("20", run.GetProperty("params").GetProperty("trees").GetString());
        Assert.Equal(
            demo.RootElement.GetProperty("evaluation").GetProperty("accuracy").GetProperty("mean").GetDouble(),
            run.GetProperty("metrics").GetProperty("accuracy").GetDouble());
        Assert.Equal(demo.RootElement.GetProperty("dataset").GetProperty("sha256").GetString(), run.GetProperty("tags").GetProperty("reprise.dataset.sha256").GetString());
        Assert.Equal("turkish-music-emotion", run.GetProperty("datasets")[0].GetProperty("name").GetString());
        Assert.Superset(
            new HashSet<string>
            {
                "data/validation.json", "evaluation/classification_report.json", "evaluation/classification_report.txt", "evaluation/confusion_matrix.csv",
                "evaluation/confusion_matrix.svg", "evaluation/folds.csv", "evaluation/roc_curves.svg", "feature_importances.csv", "model/MLmodel", "model/model.safetensors",
            },
            shown.RootElement.GetProperty("artifacts").EnumerateArray().Select(file => file.GetProperty("path").GetString()!).ToHashSet());
    }

    [Fact]
    public async Task Show_NoSuchRun_ExitsOne()
    {
        var outcome = await RepriseProcess.RunAsync("runs", "show", new string('0', 32), "--home", sample.Path);

        Assert.Equal(1, outcome.ExitCode);
        Assert.StartsWith("error: ", outcome.Error);
    }
}

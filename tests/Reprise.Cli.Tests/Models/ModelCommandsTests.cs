using System.Text.Json;
using Reprise.Cli.Tests.Demo;
using Reprise.Cli.Tests.Shell;
using Reprise.Data.Csv;
using Reprise.Core.Tables;
using TurkishMusic;

namespace Reprise.Cli.Tests.Models;

public sealed class ModelCommandsTests(SampleHome sample)
{
    private const string Name = "turkish-music-emotion";

    [Fact]
    public async Task List_AfterDemo_ShowsModelAndAliasAsPlainLines()
    {
        var outcome = await RepriseProcess.RunAsync("models", "list", "--home", sample.Path);

        var lines = outcome.Output.TrimEnd().Split('\n');
        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(2, lines.Length);
        Assert.Matches($@"^{Name}\s+1\s+production → 1\s+\d{{4}}-.*SAMPLE in 1$", lines[1]);
    }

    [Fact]
    public async Task Show_VersionsOfASample_SaysSoOfEachOne()
    {
        using var folder = new TemporaryFolder();
        var home = sample.CopyTo(folder);
        using var demo = JsonDocument.Parse(sample.Demo.Output);
        await RepriseProcess.RunAsync("models", "register", Name, $"runs:/{demo.RootElement.GetProperty("run_id").GetString()}/model", "--home", home);

        var outcome = await RepriseProcess.RunAsync("models", "show", Name, "--home", home);

        Assert.Contains("version 1 was made from a generated SAMPLE", outcome.Output);
        Assert.Contains("version 2 was made from a generated SAMPLE", outcome.Output);
    }

    [Fact]
    public async Task Predict_CsvFile_GivesALabelAndProbabilitiesPerRow()
    {
        using var folder = new TemporaryFolder();
        CsvWriter.Write(folder["songs.csv"], TurkishMusicSample.Create().TakeRows([0, 100, 200, 300]));

        var outcome = await RepriseProcess.RunAsync("models", "predict", $"models:/{Name}@production", "--input", folder["songs.csv"], "--home", sample.Path);

        var table = CsvTable.Read(new StringReader(outcome.Output), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(["prediction", "probability_angry", "probability_happy", "probability_relax", "probability_sad"], table.Columns.Select(column => column.Name));
        Assert.Equal(["relax", "happy", "sad", "angry"], ((Column<string>)table["prediction"]).Values.ToArray());
        Assert.Contains("Not used by the model: Class", outcome.Error);
    }

    [Fact]
    public async Task Predict_ColumnsMissing_ExitsTwoAndNamesEachOfThem()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["bad.csv"], "_Tempo_Mean\nfast\n", TestContext.Current.CancellationToken);

        var outcome = await RepriseProcess.RunAsync("models", "predict", $"models:/{Name}/1", "--input", folder["bad.csv"], "--home", sample.Path);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Equal("", outcome.Output);
        Assert.Contains("50 problems", outcome.Error);
        Assert.Contains("'fast'", outcome.Error);
    }

    [Theory]
    [InlineData("models:/nobody@production", 1)]
    [InlineData("nonsense", 2)]
    public async Task Predict_NoSuchModel_SaysWhy(string model, int exitCode)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["x.csv"], "a\n1\n", TestContext.Current.CancellationToken);

        var outcome = await RepriseProcess.RunAsync("models", "predict", model, "--input", folder["x.csv"], "--home", sample.Path);

        Assert.Equal(exitCode, outcome.ExitCode);
        Assert.StartsWith("error: ", outcome.Error);
    }

    [Fact]
    public async Task Export_RegisteredModelAndItsFile_WriteTheSameOnnxFile()
    {
        using var folder = new TemporaryFolder();
        var stored = Directory.EnumerateFiles(sample.Path, "model.safetensors", SearchOption.AllDirectories).First();

        var byUri = await RepriseProcess.RunAsync(
            "models", "export", "--uri", $"models:/{Name}@production", "--format", "onnx", "--output", folder["a.onnx"], "--json", "--home", sample.Path);
        var byFile = await RepriseProcess.RunAsync("models", "export", "--file", stored, "--output", folder["b.onnx"]);

        Assert.Equal((0, 0), (byUri.ExitCode, byFile.ExitCode));
        using var report = JsonDocument.Parse(byUri.Output);
        Assert.Equal(50, report.RootElement.GetProperty("columns").GetArrayLength());
        Assert.Equal(new FileInfo(folder["a.onnx"]).Length, report.RootElement.GetProperty("bytes").GetInt64());
        Assert.Equal(await File.ReadAllBytesAsync(folder["a.onnx"], TestContext.Current.CancellationToken), await File.ReadAllBytesAsync(folder["b.onnx"], TestContext.Current.CancellationToken));
        Assert.StartsWith($"wrote {folder["b.onnx"]}: ", byFile.Output);
    }

    [Theory]
    [InlineData("one of them")]
    [InlineData("one of them", "--uri", "models:/a@b", "--file", "c")]
    [InlineData("pickle", "--file", "c", "--format", "pickle")]
    [InlineData("no model file", "--file", "/nowhere/model.safetensors")]
    public async Task Export_WrongOptions_SaysWhyAndWritesNothing(string expected, params string[] options)
    {
        using var folder = new TemporaryFolder();

        var outcome = await RepriseProcess.RunAsync(["models", "export", "--output", folder["x.onnx"], .. options]);

        Assert.NotEqual(0, outcome.ExitCode);
        Assert.Contains(expected, outcome.Error);
        Assert.False(File.Exists(folder["x.onnx"]));
    }

    [Fact]
    public async Task RegisterPromoteRollback_OneAfterTheOther_MoveTheAlias()
    {
        using var folder = new TemporaryFolder();
        var home = sample.CopyTo(folder);
        using var demo = JsonDocument.Parse(sample.Demo.Output);
        var run = demo.RootElement.GetProperty("run_id").GetString();

        var registered = await RepriseProcess.RunAsync("models", "register", Name, $"runs:/{run}/model", "--home", home);
        var refused = await RepriseProcess.RunAsync("models", "promote", Name, "2", "--gate-min", "0.999", "--home", home);
        var afterRefusal = await ProductionAsync(home);
        var refusedAgain = await RepriseProcess.RunAsync("models", "promote", Name, "2", "--home", home);
        var promoted = await RepriseProcess.RunAsync("models", "promote", Name, "2", "--gate-min", "0.5", "--home", home);
        var afterPromotion = await ProductionAsync(home);
        var rolledBack = await RepriseProcess.RunAsync("models", "rollback", Name, "--home", home);
        var afterRollback = await ProductionAsync(home);
        var skipped = await RepriseProcess.RunAsync("models", "promote", Name, "2", "--skip-gate", "--reason", "because", "--json", "--home", home);

        Assert.Equal((0, "registered version 2 of turkish-music-emotion\n"), (registered.ExitCode, registered.Output));
        Assert.Equal(3, refused.ExitCode);
        Assert.Contains("below the minimum 0.999", refused.Output);
        Assert.Equal(3, refusedAgain.ExitCode);
        Assert.Contains("below the minimum 0.999", refusedAgain.Error);
        Assert.Contains("--gate-min", refusedAgain.Error);
        Assert.Equal((1, 2, 1), (afterRefusal, afterPromotion, afterRollback));
        Assert.Equal((0, 0, 0), (promoted.ExitCode, rolledBack.ExitCode, skipped.ExitCode));
        Assert.Contains("Gate skipped: because", skipped.Output);
    }

    [Theory]
    [InlineData("--skip-gate")]
    [InlineData("--reason", "why")]
    public async Task Promote_SkipWithoutReasonOrReverse_ExitsTwo(params string[] options)
    {
        var outcome = await RepriseProcess.RunAsync(["models", "promote", Name, "1", "--home", sample.Path, .. options]);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("go together", outcome.Error);
    }

    [Fact]
    public async Task Register_SourceWithoutModel_ExitsOneAndRegistersNothing()
    {
        using var folder = new TemporaryFolder();
        var home = sample.CopyTo(folder);
        using var demo = JsonDocument.Parse(sample.Demo.Output);

        var outcome = await RepriseProcess.RunAsync("models", "register", "other", $"runs:/{demo.RootElement.GetProperty("run_id").GetString()}/evaluation", "--home", home);

        Assert.Equal(1, outcome.ExitCode);
        Assert.DoesNotContain("other", (await RepriseProcess.RunAsync("models", "list", "--home", home)).Output);
    }

    [Fact]
    public async Task Alias_SetAndDelete_ChangesTheModel()
    {
        using var folder = new TemporaryFolder();
        var home = sample.CopyTo(folder);

        var set = await RepriseProcess.RunAsync("models", "alias", Name, "champion", "1", "--home", home);
        var listed = await RepriseProcess.RunAsync("models", "list", "--home", home);
        var deleted = await RepriseProcess.RunAsync("models", "alias", Name, "champion", "--delete", "--home", home);
        var both = await RepriseProcess.RunAsync("models", "alias", Name, "champion", "1", "--delete", "--home", home);

        Assert.Equal((0, 0, 2), (set.ExitCode, deleted.ExitCode, both.ExitCode));
        Assert.Contains("champion → 1", listed.Output);
        Assert.DoesNotContain("champion", (await RepriseProcess.RunAsync("models", "list", "--home", home)).Output);
    }

    private static async Task<int> ProductionAsync(string home)
    {
        using var shown = JsonDocument.Parse((await RepriseProcess.RunAsync("models", "show", Name, "--json", "--home", home)).Output);
        return shown.RootElement.GetProperty("aliases").GetProperty("production").GetInt32();
    }
}

using System.Text.Json;
using Reprise.Cli.Tests.Shell;

namespace Reprise.Cli.Tests.Backup;

[Trait("Culture", "none")]
public sealed class BackupCommandsTests
{
    [Fact]
    public async Task Backup_ThenRestore_MakesAHomeWithTheSameExperiments()
    {
        using var folder = new TemporaryFolder();
        var import = await RepriseProcess.RunAsync("import", "mlruns", Mlruns(folder), "--home", folder["home"], "--json");
        var backup = await RepriseProcess.RunAsync("backup", folder["saved.tar"], "--home", folder["home"]);
        var again = await RepriseProcess.RunAsync("backup", folder["saved.tar"], "--home", folder["home"]);
        var restore = await RepriseProcess.RunAsync("restore", folder["saved.tar"], "--home", folder["new"], "--json");
        var taken = await RepriseProcess.RunAsync("restore", folder["saved.tar"], "--home", folder["home"]);
        var export = await RepriseProcess.RunAsync("export", "mlruns", folder["exported"], "--home", folder["new"]);

        using var imported = JsonDocument.Parse(import.Output);
        using var restored = JsonDocument.Parse(restore.Output);
        Assert.Equal((3, 0, 1, 0, 1, 0), (import.ExitCode, backup.ExitCode, again.ExitCode, restore.ExitCode, taken.ExitCode, export.ExitCode));
        Assert.Equal(1, imported.RootElement.GetProperty("problem_count").GetInt32());
        Assert.Contains("loss, line 2: 'nonsense' is no point of a metric", import.Error);
        Assert.Contains("exists, and a backup never replaces another", again.Error);
        Assert.Contains("is restored into a new home only", taken.Error);
        Assert.Equal(folder["new"], restored.RootElement.GetProperty("home").GetString());
        Assert.Equal("1700000000000 0.5 0\n", await File.ReadAllTextAsync(Path.Combine(folder["exported"], "5", Run, "metrics", "loss"), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("restore", "nowhere.tar", "--verify-only")]
    [InlineData("backup", "x.tar", "--backend-store-uri", "postgresql://mlflow:secret@db.example.org/mlflow")]
    public async Task Execute_WhatCannotBeDone_SaysWhyWithoutATrace(params string[] arguments)
    {
        var outcome = await RepriseProcess.RunAsync(arguments);

        Assert.Equal(1, outcome.ExitCode);
        Assert.StartsWith("error: ", outcome.Error);
        Assert.DoesNotContain("secret", outcome.Error);
        Assert.DoesNotContain("   at ", outcome.Error);
    }

    private const string Run = "0123456789abcdef0123456789abcdef";

    private static string Mlruns(TemporaryFolder folder)
    {
        var root = folder["mlruns"];
        var run = Directory.CreateDirectory(Path.Combine(root, "5", Run, "metrics")).Parent!.FullName;
        File.WriteAllText(Path.Combine(root, "5", "meta.yaml"), "experiment_id: '5'\nname: moods\nlifecycle_stage: active\n");
        File.WriteAllText(Path.Combine(run, "meta.yaml"), $"run_id: {Run}\nrun_name: fox\nstatus: 3\nstart_time: 1700000000000\nend_time: 1700000000001\n");
        File.WriteAllText(Path.Combine(run, "metrics", "loss"), "1700000000000 0.5 0\nnonsense\n");
        return root;
    }
}

using System.Text.Json;
using Reprise.Cli.Tests.Shell;

namespace Reprise.Cli.Tests.Projects;

[Trait("Culture", "none")]
public sealed class RunCommandTests
{
    [Fact]
    public async Task Run_AProjectThatLogsOverRest_LandsInItsRunOfANewHome()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["MLproject"], """
            name: by-curl
            entry_points:
              main:
                parameters:
                  alpha: {type: float, default: 0.5}
                command: >
                  curl -sf "$MLFLOW_TRACKING_URI/api/2.0/mlflow/runs/log-metric" -H 'Content-Type: application/json'
                  -d '{{"run_id": "'"$MLFLOW_RUN_ID"'", "key": "score", "value": '{alpha}', "timestamp": 1}}'
            """, TestContext.Current.CancellationToken);

        var outcome = await RepriseProcess.RunAsync("run", folder.Path, "-P", "alpha=0.25", "--experiment-name", "projects", "--home", folder["home"], "--json");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.ExitCode == 0 ? "" : outcome.Error));
        using var view = JsonDocument.Parse(outcome.Output);
        var id = view.RootElement.GetProperty("run_id").GetString()!;
        Assert.Equal("FINISHED", view.RootElement.GetProperty("status").GetString());
        using var shown = JsonDocument.Parse((await RepriseProcess.RunAsync("runs", "show", id, "--json", "--home", folder["home"])).Output);
        Assert.Contains("\"score\"", shown.RootElement.ToString());
        Assert.Contains("0.25", shown.RootElement.ToString());
    }

    [Fact]
    public async Task Run_WithoutAParameterItNeeds_ExitsTwoAndSaysHowToGiveIt()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["MLproject"], "entry_points: {main: {parameters: {alpha: float}, command: 'true {alpha}'}}", TestContext.Current.CancellationToken);

        var outcome = await RepriseProcess.RunAsync("run", folder.Path, "--home", folder["home"]);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("-P alpha=VALUE", outcome.Error);
    }
}

using System.Text.Json;
using Reprise.Cli.Tests.Demo;
using Reprise.Cli.Tests.Shell;

namespace Reprise.Cli.Tests.Experiments;

public sealed class ExperimentCommandsTests(SampleHome sample)
{
    [Fact]
    public async Task Create_NewName_PrintsTheIdAndListShowsIt()
    {
        using var folder = new TemporaryFolder();
        var home = sample.CopyTo(folder);

        var created = await RepriseProcess.RunAsync("experiments", "create", "İstanbul ıspanak", "--home", home);
        using var listed = JsonDocument.Parse((await RepriseProcess.RunAsync("experiments", "list", "--json", "--home", home)).Output);
        var again = await RepriseProcess.RunAsync("experiments", "create", "İstanbul ıspanak", "--home", home);

        Assert.Equal((0, 1), (created.ExitCode, again.ExitCode));
        Assert.Contains(
            listed.RootElement.EnumerateArray(),
            e => e.GetProperty("experiment_id").GetString() == created.Output.Trim() && e.GetProperty("name").GetString() == "İstanbul ıspanak");
    }

    [Fact]
    public async Task List_NoHome_ExitsOneWithNextStepAndMakesNone()
    {
        using var folder = new TemporaryFolder();

        var outcome = await RepriseProcess.RunAsync("experiments", "list", "--home", folder["none"]);

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("reprise demo", outcome.Error);
        Assert.False(Directory.Exists(folder["none"]));
    }
}

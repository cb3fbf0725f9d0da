using System.Text.Json;
using Reprise.Cli.Tests.Shell;

namespace Reprise.Cli.Tests.Doctor;

public sealed class DoctorCommandTests
{
    [Fact]
    public async Task Execute_Json_PrintsOneDocumentAndNothingElse()
    {
        var outcome = await RepriseProcess.RunAsync("doctor", "--json");

        using var document = JsonDocument.Parse(outcome.Output);
        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(Environment.ProcessorCount, document.RootElement.GetProperty("processors").GetInt32());
        Assert.Equal("", outcome.Error);
    }

    [Fact]
    public async Task Execute_HomeIsAFile_ExitsOneAndSaysSo()
    {
        var file = Path.GetTempFileName();

        var outcome = await RepriseProcess.RunAsync("doctor", "--home", file);

        File.Delete(file);
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("is a file", outcome.Output);
    }
}

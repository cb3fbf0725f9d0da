using System.Net;
using System.Net.Sockets;
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
        Assert.Equal(document.RootElement.GetProperty("checks").EnumerateArray().All(check => check.GetProperty("ok").GetBoolean()) ? 0 : 1, outcome.ExitCode);
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

    [Fact]
    public async Task Execute_HomeBelowAFolderToBeMade_IsFineAndMakesNothing()
    {
        using var folder = new TemporaryFolder();

        var home = await HomeCheck(folder["new/er"]);

        Assert.True(home.GetProperty("ok").GetBoolean());
        Assert.Contains("not there yet", home.GetProperty("found").GetString());
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task Execute_HomeThatCannotBeMade_IsNotFine()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["file"], "", TestContext.Current.CancellationToken);
        string[] homes = OperatingSystem.IsLinux() ? [folder["file/below"], "/proc/reprise/home"] : [folder["file/below"]];

        foreach (var path in homes)
        {
            var home = await HomeCheck(path);

            Assert.False(home.GetProperty("ok").GetBoolean(), path);
            Assert.Contains("cannot be made", home.GetProperty("found").GetString());
        }
    }

    [Fact]
    public async Task Execute_PortTaken_ExitsOneAndSaysSo()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 5000);
        try
        {
            listener.Start();
        }
        catch (SocketException)
        {
            // Taken by another program, which is as good.
        }

        var outcome = await RepriseProcess.RunAsync("doctor");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Matches("port 5000 +no +taken", outcome.Output);
    }

    private static async Task<JsonElement> HomeCheck(string home)
    {
        var outcome = await RepriseProcess.RunAsync("doctor", "--json", "--home", home);
        using var document = JsonDocument.Parse(outcome.Output);
        return document.RootElement.GetProperty("checks").EnumerateArray().Single(check => check.GetProperty("name").GetString() == "home").Clone();
    }
}

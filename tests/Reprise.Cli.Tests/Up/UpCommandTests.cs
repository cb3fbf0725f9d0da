using System.Diagnostics;
using System.Text.Json;
using Reprise.Cli.Tests.Demo;
using Reprise.Cli.Tests.Shell;

namespace Reprise.Cli.Tests.Up;

public sealed class UpCommandTests(SampleHome sample)
{
    [Fact]
    public async Task Execute_UntilInterrupted_ServesTheHomeAndStopsWithZero()
    {
        using var folder = new TemporaryFolder();
        var home = sample.CopyTo(folder);
        using var process = RepriseProcess.Start(["up", "--port", "0", "--home", home], SampleHome.NoData);
        var address = await RepriseProcess.AddressAsync(process);

        using var http = new HttpClient { BaseAddress = address };
        var health = await http.GetAsync(new Uri("health", UriKind.Relative), TestContext.Current.CancellationToken);
        var listed = await RepriseProcess.RunAsync("models", "show", "turkish-music-emotion", "--json", "--tracking-uri", address.ToString());
        var taken = await RepriseProcess.RunAsync("up", "--home", folder["other"], "--port", address.Port.ToString(System.Globalization.CultureInfo.InvariantCulture));
        RepriseProcess.Interrupt(process);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        using var shown = JsonDocument.Parse(listed.Output);
        Assert.True(health.IsSuccessStatusCode);
        Assert.Equal(1, shown.RootElement.GetProperty("aliases").GetProperty("production").GetInt32());
        Assert.Equal(1, taken.ExitCode);
        Assert.Contains("another program listens there", taken.Error);
        Assert.DoesNotContain("   at ", taken.Error);
        Assert.Equal(0, process.ExitCode);
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(new Uri("health", UriKind.Relative), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("up", "--port", "70000")]
    [InlineData("up", "--host", "example.org")]
    [InlineData("up", "--model", "nonsense")]
    [InlineData("server", "--workers", "0")]
    public async Task Execute_WrongOption_ExitsTwoAndNamesTheValue(string command, string option, string value)
    {
        using var folder = new TemporaryFolder();

        var outcome = await RepriseProcess.RunAsync(command, "--home", folder["home"], option, value);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(value, outcome.Error);
        Assert.DoesNotContain("   at ", outcome.Error);
    }
}

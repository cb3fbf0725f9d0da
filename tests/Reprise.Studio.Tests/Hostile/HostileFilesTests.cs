using System.Text;
using Reprise.Studio.Tests.Browser;
using Reprise.Tracking.Runs;

namespace Reprise.Studio.Tests.Hostile;

/// <summary>Files that anyone logged, opened by their addresses in a real browser: a download, or a picture in a sandbox; nothing in them runs.</summary>
public sealed class HostileFilesTests(StudioServer server, Chromium chromium)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task File_OpenedByItsAddress_IsADownloadOrAPictureInASandbox()
    {
        var run = await server.Tracking.Runs.CreateAsync(new NewRun { ExperimentId = server.Sample.HostileExperimentId, Name = "files" }, Token);
        await using var tab = await chromium.OpenAsync(server.Address);
        foreach (var name in new[] { "evil.html", "evil.svg", "evil.xml", "evil.xhtml", "evil.js", "evil.pdf", "evil", "evil.png" })
        {
            await WriteAsync(
                run, name, "<html xmlns=\"http://www.w3.org/1999/xhtml\"><svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"document.title='owned'\"><script>document.title='owned'</script></svg></html>");
            foreach (var address in new[] { $"get-artifact?run_id={run.Info.RunId}&path={name}", $"runs/{run.Info.RunId}/file?path={name}", $"runs/{run.Info.RunId}/file?path={name}&show=true" })
            {
                var answer = await tab.Page.APIRequest.GetAsync(address);

                Assert.Contains("sandbox", answer.Headers["content-security-policy"], StringComparison.Ordinal);
                Assert.DoesNotContain("allow-", answer.Headers["content-security-policy"], StringComparison.Ordinal);
                Assert.Equal("nosniff", answer.Headers["x-content-type-options"]);
                var isPicture = (name is "evil.svg" or "evil.png") && address.EndsWith("show=true", StringComparison.Ordinal);
                Assert.Equal(!isPicture, answer.Headers.GetValueOrDefault("content-disposition", "").StartsWith("attachment", StringComparison.Ordinal));
                if (isPicture)
                {
                    await tab.Page.GotoAsync(address);
                    Assert.NotEqual("owned", await tab.Page.TitleAsync());
                }
            }
        }

        await server.Tracking.Runs.DeleteAsync(run.Info.RunId, Token);
    }

    private async Task WriteAsync(Run run, string path, string text)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        await server.Tracking.Artifacts.WriteAsync(run.Info.ArtifactUri, path, stream, Token);
    }
}

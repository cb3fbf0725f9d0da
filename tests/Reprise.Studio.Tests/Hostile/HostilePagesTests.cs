using System.Text;
using Microsoft.Playwright;
using Reprise.Studio.Tests.Browser;
using Reprise.Tracking;
using Reprise.Tracking.Registry;
using Reprise.Tracking.Runs;

namespace Reprise.Studio.Tests.Hostile;

/// <summary>
/// Every page with markup in every text that strangers write: in a real browser no script runs, and in the document that the browser built no text has become
/// an element, an attribute or an address that runs something.
/// </summary>
public sealed class HostilePagesTests(StudioServer server, Chromium chromium)
{
    // Ways out of an element, an attribute in either quotes, a script, a style, a comment, a template; no character that a rule of names refuses.
    private const string Markup =
        "x\"'`><img src=x onerror=\"window.hacked=1\"><svg onload='window.hacked=1'><iframe srcdoc=\"<b>\"><b onmouseover=window.hacked=1 style=position:fixed>{{7*7}}${1}--><!--";

    private const string Full = Markup + "&lt;script&gt;@(1+1)</td></textarea></title></style></script><script>window.hacked=1</script><base href=//evil.example/><a href=javascript:hacked=1>x</a>";

    // Everything in the document that a text could have become. Our own pages have none of these beside the listed.
    private const string Intruders =
        """
        () => [...document.querySelectorAll('*')].flatMap(e => [
          ...['IFRAME', 'OBJECT', 'EMBED', 'APPLET', 'PORTAL'].includes(e.tagName) ? [e.outerHTML] : [],
          ...e.tagName === 'SCRIPT' && !(e.src.startsWith(document.baseURI + '_studio/')) ? [e.outerHTML] : [],
          ...e.tagName === 'IMG' && !e.src.startsWith(document.baseURI + 'runs/') ? [e.outerHTML] : [],
          ...e.tagName === 'BASE' && e.href !== location.origin + '/' ? [e.outerHTML] : [],
          ...[...e.attributes].filter(a => a.name.startsWith('on') || a.name.startsWith('hx-on') || /[<>'"`]/.test(a.name)
            || (a.name === 'style' && /position|url/i.test(a.value) && !e.closest('canvas, [data-chart]'))
            || (['href', 'src', 'action', 'formaction', 'xlink:href'].includes(a.name) && /^\s*(javascript|data|vbscript):/i.test(a.value))).map(a => `${a.name} of ${e.outerHTML}`),
        ]).map(text => text.slice(0, 200))
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pages_WithMarkupInEveryText_StayWhole()
    {
        var home = await FillAsync();
        await using var tab = await chromium.OpenAsync(server.Address);
        tab.Page.Dialog += async (_, dialog) =>
        {
            await tab.Page.EvaluateAsync("() => { window.hacked = 1 }");
            await dialog.DismissAsync();
        };
        foreach (var (address, text) in Pages(home))
        {
            await tab.GoAsync(address);

            Assert.Contains(text, await tab.Page.Locator("body").TextContentAsync() ?? "", StringComparison.Ordinal);
            Assert.Empty(await tab.Page.EvaluateAsync<string[]>(Intruders));
            await tab.AssertCleanAsync(expected: "404 (Not Found)");
        }
    }

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

    private static IEnumerable<(string Address, string Text)> Pages(HostileHome home)
    {
        var (experiment, run, model) = (home.ExperimentId, home.RunId, Uri.EscapeDataString(home.Model));
        yield return ($"./?q={Uri.EscapeDataString(Full)}", Full);
        yield return ("./", Full);
        yield return ($"experiments/{experiment}?col=params.note&col=tags.comment", Full);
        yield return ($"experiments/{experiment}?q={Uri.EscapeDataString($"params.note = '{Markup.Replace("'", "''", StringComparison.Ordinal)}'")}", "window.hacked=1");
        yield return ($"experiments/{experiment}?q={Uri.EscapeDataString(Full)}", Full);
        yield return ($"experiments/{experiment}?col={Uri.EscapeDataString("tags." + Full)}&order={Uri.EscapeDataString(Full)}", Full);
        yield return ($"runs/{run}", Full);
        yield return ($"runs/{run}?tab=charts", "loss");
        yield return ($"runs/{run}?tab=artifacts", Markup);
        foreach (var file in home.Files)
        {
            yield return ($"runs/{run}?tab=artifacts&path={Uri.EscapeDataString(file)}", Markup);
        }

        yield return ($"compare?run={run}&run={home.OtherRunId}", Full);
        yield return ("models", home.Model);
        yield return ($"models?q={Uri.EscapeDataString(Full)}", Full);
        yield return ($"models/{model}", Full);
        yield return ($"models/{model}/try", Markup);
        yield return ($"models/{Uri.EscapeDataString(Full.Replace("/", "", StringComparison.Ordinal))}", "Not here");
        yield return ($"runs/{Uri.EscapeDataString(Full.Replace("/", "", StringComparison.Ordinal))}", "Not here");
    }

    private async Task<HostileHome> FillAsync()
    {
        var tracking = server.Tracking;
        var experiment = await tracking.Experiments.CreateAsync(Full, tags: [new Tag("mlflow.note.content", Full), new Tag("comment", Full)], cancellationToken: Token);
        var run = await RunAsync(experiment);
        var other = await RunAsync(experiment);
        string[] files = [$"{Markup}.txt", $"{Markup}.json", $"{Markup}.csv", $"{Markup}.html", $"{Markup}.svg", $"folder {Markup}/a.md"];
        foreach (var file in files)
        {
            await WriteAsync(run, file, file.EndsWith(".json", StringComparison.Ordinal) ? $"{{\"{Uri.EscapeDataString(Full)}\":\"</script><script>window.hacked=1</script>\"}}" : Full + "\n" + Full);
        }

        var folder = Directory.CreateTempSubdirectory("reprise-hostile-");
        await SampleModel.LogAsync(tracking, run.Info.RunId, folder.FullName, Markup);
        folder.Delete(recursive: true);
        var model = Markup.Replace(":", "", StringComparison.Ordinal);
        await tracking.Registry.CreateModelAsync(model, Full, [new Tag("comment", Full)], Token);
        foreach (var report in new[] { Full, $$"""{"passed":false,"checks":[{"rule":"x","metric":"m","actual":1,"bound":2,"passed":false,"words":{{System.Text.Json.JsonSerializer.Serialize(Full)}}}]}""" })
        {
            await tracking.Registry.CreateVersionAsync(
                new NewModelVersion
                {
                    Name = model,
                    Source = run.Info.ArtifactUri + "/model",
                    RunId = run.Info.RunId,
                    RunLink = "javascript:window.hacked=1",
                    Description = Full,
                    Tags = [new Tag("comment", Full), new Tag("reprise.gate", "failed"), new Tag("reprise.gate.report", report)],
                },
                Token);
        }

        await tracking.Registry.PromoteAsync(new Promotion { Name = model, Version = 1, Reason = Full }, Token);
        await tracking.Registry.PromoteAsync(new Promotion { Name = model, Version = 2, Reason = Full }, Token);
        return new HostileHome(experiment, run.Info.RunId, other.Info.RunId, model, files);
    }

    private async Task<Run> RunAsync(string experiment)
    {
        var run = await server.Tracking.Runs.CreateAsync(new NewRun { ExperimentId = experiment, Name = Full, UserId = Full }, Token);
        string[] named = ["mlflow.note.content", "mlflow.source.name", "mlflow.source.git.commit", "mlflow.source.git.repoURL", "mlflow.user", "mlflow.source.type", "comment"];
        await server.Tracking.Runs.LogBatchAsync(
            run.Info.RunId,
            [new Metric("loss", 1, 1, 0), new Metric("loss", 0.5, 2, 1)],
            [new Param("note", Full), new Param("javascript:alert", Full)],
            [.. named.Select(key => new Tag(key, Full))],
            Token);
        await server.Tracking.Runs.LogInputsAsync(
            run.Info.RunId,
            [new DatasetInput { Name = Full, Digest = "<b>'\"", SourceType = "<b onclick=hacked=1>'\"", Source = Full, Tags = [new Tag("mlflow.data.context", Markup)] }],
            [],
            Token);
        return run;
    }

    private async Task WriteAsync(Run run, string path, string text)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        await server.Tracking.Artifacts.WriteAsync(run.Info.ArtifactUri, path, stream, Token);
    }

    private sealed record HostileHome(string ExperimentId, string RunId, string OtherRunId, string Model, IReadOnlyList<string> Files);
}

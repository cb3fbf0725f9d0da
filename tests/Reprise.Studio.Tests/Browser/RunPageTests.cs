using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Reprise.Studio.Tests.Browser;

public sealed class RunPageTests(StudioServer server, Chromium chromium)
{
    private string Address => $"runs/{server.Sample.BestRunId}";

    [Fact]
    public async Task Files_Opened_ShowPreviewsWithoutLeavingThePage()
    {
        await using var tab = await chromium.OpenAsync(server.Address);
        await tab.GoAsync($"{Address}?tab=artifacts");
        await tab.Page.EvaluateAsync("() => { window.stayed = true }");

        await tab.Page.GetByText("reports", new() { Exact = true }).ClickAsync();
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "folds.csv" }).ClickAsync();
        await Expect(tab.Page.Locator("#preview td").Nth(2)).ToHaveTextAsync("clip 0, take 1");
        await tab.Page.GetByText("plots", new() { Exact = true }).ClickAsync();
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "confusion.png" }).ClickAsync();
        await Expect(tab.Page.Locator("#preview img")).ToBeVisibleAsync();

        Assert.Equal(280, await tab.Page.Locator("#preview img").EvaluateAsync<int>("image => image.decode().then(() => image.naturalWidth)"));
        Assert.True(await tab.Page.EvaluateAsync<bool>("() => window.stayed"));
        await Expect(tab.Page).ToHaveURLAsync($"{server.Address}{Address}?tab=artifacts&path=plots%2Fconfusion.png");
        await Expect(tab.Page.Locator(".file[aria-current]")).ToHaveCountAsync(1);
        await tab.AssertCleanAsync();
    }

    [Fact]
    public async Task Download_AFile_GivesItsBytes()
    {
        await using var tab = await chromium.OpenAsync(server.Address);
        await tab.GoAsync($"{Address}?tab=artifacts&path=notes.md");

        var download = await tab.Page.RunAndWaitForDownloadAsync(() => tab.Page.GetByRole(AriaRole.Link, new() { Name = "Download" }).ClickAsync());

        Assert.Equal("notes.md", download.SuggestedFilename);
        Assert.Equal("# Notes\n\nThe angry clips are the easy ones.\n", await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task HostilePicture_OpenedByItsAddress_RunsNothing()
    {
        await using var tab = await chromium.OpenAsync(server.Address);

        await tab.GoAsync($"{Address}/file?path=pages%2Fhostile.svg&show=true");

        Assert.False(await tab.Page.EvaluateAsync<bool>("() => 'hacked' in window"));
    }

    [Fact]
    public async Task Charts_OfSeries_AreDrawnAndFollowTheColours()
    {
        await using var tab = await chromium.OpenAsync(server.Address);
        await tab.GoAsync($"{Address}?tab=charts");
        await Expect(tab.Page.Locator(".chart canvas")).ToHaveCountAsync(2);
        var light = await tab.Page.Locator(".chart canvas").First.EvaluateAsync<string>("canvas => canvas.toDataURL()");

        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Switch between light and dark" }).ClickAsync();
        var dark = await tab.Page.Locator(".chart canvas").First.EvaluateAsync<string>("canvas => canvas.toDataURL()");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Time" }).ClickAsync();
        var time = await tab.Page.Locator(".chart canvas").First.EvaluateAsync<string>("canvas => canvas.toDataURL()");
        await tab.Page.Locator(".chart").First.HoverAsync();
        await Expect(tab.Page.Locator(".chart").First).ToContainTextAsync("train_loss");

        Assert.Equal(3, new[] { light, dark, time }.Distinct().Count());
        await tab.AssertCleanAsync();
    }

    [Fact]
    public async Task Rename_ARun_IsSaidOnItsPage()
    {
        var run = await server.Tracking.Runs.CreateAsync(new() { ExperimentId = "0", Name = "old name" }, TestContext.Current.CancellationToken);
        try
        {
            await using var tab = await chromium.OpenAsync(server.Address);
            await tab.GoAsync($"runs/{run.Info.RunId}");
            await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Rename" }).ClickAsync();
            await tab.Page.GetByRole(AriaRole.Dialog).GetByLabel("Name").FillAsync("new name");
            await tab.Page.Keyboard.PressAsync("Enter");

            await Expect(tab.Page.Locator("h1")).ToHaveTextAsync("new name");
            await Expect(tab.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("“new name”");
            await tab.AssertCleanAsync();
        }
        finally
        {
            await server.Tracking.Runs.DeleteAsync(run.Info.RunId, TestContext.Current.CancellationToken);
        }
    }
}

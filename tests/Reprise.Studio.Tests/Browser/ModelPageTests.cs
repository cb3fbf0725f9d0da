using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Reprise.Studio.Tests.Browser;

public sealed class ModelPageTests(StudioServer server, Chromium chromium)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Promote_AVersionWhoseGateFailed_WarnsThenMovesAliasAndStage()
    {
        await using var tab = await OpenAsync("promoted here");
        await tab.Page.Locator("#v3").GetByRole(AriaRole.Button, new() { Name = "Promote" }).ClickAsync();
        var dialog = tab.Page.GetByRole(AriaRole.Dialog);
        await Expect(dialog).ToContainTextAsync("The quality gate of this version failed.");
        await dialog.GetByLabel("Why").FillAsync("Asked for <b>by</b> the label team.");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Promote" }).ClickAsync();

        await Expect(tab.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Version 3 is live");
        await Expect(tab.Page.GetByLabel("What is live")).ToContainTextAsync("“Asked for <b>by</b> the label team.”");
        await Expect(tab.Page.Locator("#v2")).ToContainTextAsync("Archived");
        Assert.Equal(3, (await server.Tracking.Registry.GetVersionByAliasAsync("promoted here", "production", Token)).Version);

        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Roll back" }).ClickAsync();
        await Expect(dialog).ToContainTextAsync("Version 2 becomes live again instead of version 3");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Roll back" }).ClickAsync();
        await Expect(tab.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("version 2 is live again");
        await tab.AssertCleanAsync();
    }

    [Fact]
    public async Task Alias_WrongThenRightThenRemoved_EndsWhereItBegan()
    {
        await using var tab = await OpenAsync("aliased here");
        var version = tab.Page.Locator("#v1");
        await version.GetByLabel("More actions for version 1").ClickAsync();
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Set an alias" }).ClickAsync();
        var dialog = tab.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Alias of version 1").FillAsync("not allowed!");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Set" }).ClickAsync();
        await Expect(dialog.GetByRole(AriaRole.Alert)).Not.ToBeEmptyAsync();
        await dialog.GetByLabel("Alias of version 1").FillAsync("fallback");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Set" }).ClickAsync();
        await Expect(version).ToContainTextAsync("@fallback");

        await version.GetByRole(AriaRole.Button, new() { Name = "Remove the alias fallback" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Remove", Exact = true }).ClickAsync();
        await Expect(version).Not.ToContainTextAsync("@fallback");
        await tab.AssertCleanAsync(expected: "400");
    }

    [Fact]
    public async Task Stage_Chosen_MovesTheVersion()
    {
        await using var tab = await OpenAsync("staged here");
        await tab.Page.Locator("#v3").GetByLabel("More actions for version 3").ClickAsync();
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Move to a stage" }).ClickAsync();
        var dialog = tab.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Stage of version 3").SelectOptionAsync("Staging");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Move" }).ClickAsync();

        await Expect(tab.Page.Locator("#v3")).ToContainTextAsync("Staging");
        await Expect(tab.Page.Locator("#v2")).ToContainTextAsync("Production");
        await tab.AssertCleanAsync();
    }

    [Fact]
    public async Task Details_Opened_ShowTheGatesChecks()
    {
        await using var tab = await OpenAsync("gated here");
        await tab.Page.Locator("#v2").GetByText("Details").ClickAsync();

        await Expect(tab.Page.Locator("#v2 .checks li")).ToHaveCountAsync(2);
        await Expect(tab.Page.Locator("#v2 .checks li").First).ToContainTextAsync("0.7950");
        await Expect(tab.Page.Locator("#v2 .checks li").First).ToContainTextAsync("≥ 0.7850");
        await tab.ShootAsync("model-details-desktop-light");
    }

    [Fact]
    public async Task History_OfAModelWhoseStageWasMovedByItself_ShowsWhoMovedWhatAndTheDisagreement()
    {
        await using var tab = await OpenAsync("history here");
        await server.Tracking.Registry.TransitionStageAsync("history here", 3, "Production", archiveExistingVersions: true, Token);
        await tab.GoAsync("models/history%20here");

        var timeline = tab.Page.Locator(".timeline > li");
        await Expect(timeline.First).ToContainTextAsync("version 3 moved from None to Production");
        await Expect(timeline.Filter(new() { HasText = "promoted to @production" }).First).ToContainTextAsync("“Better on every mood.”");
        await Expect(tab.Page.GetByRole(AriaRole.Note)).ToContainTextAsync("names version 2, the stage Production holds version 3");
        await Expect(tab.Page.GetByText("names version 2, the stage")).ToHaveCountAsync(1);
        foreach (var (screen, scheme) in new[] { (Screen.Desktop, ColorScheme.Light), (Screen.Desktop, ColorScheme.Dark), (Screen.Phone, ColorScheme.Light), (Screen.Phone, ColorScheme.Dark) })
        {
            await tab.Page.SetViewportSizeAsync(screen == Screen.Phone ? 390 : 1280, 1500);
            await tab.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
            await tab.ShootAsync($"model-history-{screen}-{scheme}".ToLowerInvariant());
            await tab.AssertCleanAsync();
        }
    }

    private async Task<Tab> OpenAsync(string name)
    {
        await SampleModel.RegisterAsync(server.Tracking, name, server.Sample.RunIds[0]);
        var tab = await chromium.OpenAsync(server.Address);
        await tab.GoAsync($"models/{Uri.EscapeDataString(name)}");
        return tab;
    }
}

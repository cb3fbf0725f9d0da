using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Reprise.Studio.Tests.Browser;

public sealed class ExperimentsPageTests(StudioServer server, Chromium chromium)
{
    [Fact]
    public async Task Create_ANameThatIsTaken_IsSaidInTheDialogAndCanBeCorrected()
    {
        await using var tab = await chromium.OpenAsync(server.Address);
        await tab.GoAsync("./");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "New experiment" }).ClickAsync();
        var dialog = tab.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Name").FillAsync("turkish-music-emotion");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();
        await Expect(dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync("already exists");

        await dialog.GetByLabel("Name").FillAsync("made here");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();

        await Expect(tab.Page.Locator("h1")).ToHaveTextAsync("made here");
        await Expect(tab.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("was created");
        await tab.AssertCleanAsync(expected: "400");
    }

    [Fact]
    public async Task RenameDeleteRestore_AnExperiment_GoesThroughTheBin()
    {
        await server.Tracking.Experiments.CreateAsync("to be renamed", cancellationToken: TestContext.Current.CancellationToken);
        await using var tab = await chromium.OpenAsync(server.Address);
        await tab.GoAsync("./?q=to%20be");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Rename to be renamed" }).ClickAsync();
        await Expect(tab.Page.GetByRole(AriaRole.Dialog).GetByLabel("Name")).ToHaveValueAsync("to be renamed");
        await tab.Page.GetByRole(AriaRole.Dialog).GetByLabel("Name").FillAsync("to be deleted");
        await tab.Page.Keyboard.PressAsync("Enter");
        await Expect(tab.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("q=to%20be$"));

        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Delete to be deleted" }).ClickAsync();
        await Expect(tab.Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Delete to be deleted with its 0 runs?");
        await tab.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Delete", Exact = true }).ClickAsync();
        await Expect(tab.Page.GetByText("Nothing is called")).ToBeVisibleAsync();

        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "Bin" }).ClickAsync();
        await tab.Page.GetByRole(AriaRole.Row, new() { Name = "to be deleted" }).GetByRole(AriaRole.Button, new() { Name = "Restore" }).ClickAsync();
        await tab.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Restore" }).ClickAsync();
        await Expect(tab.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("restored");
        await tab.AssertCleanAsync();
    }

    [Fact]
    public async Task Search_AsOneTypes_NarrowsTheListAndTheAddress()
    {
        await using var tab = await chromium.OpenAsync(server.Address);
        await tab.GoAsync("./");

        await tab.Page.Keyboard.PressAsync("/");
        await tab.Page.Keyboard.TypeAsync("TURKISH");

        await Expect(tab.Page.Locator("tbody tr")).ToHaveCountAsync(1);
        await Expect(tab.Page).ToHaveURLAsync($"{server.Address}?q=TURKISH");
        await Expect(tab.Page.Locator("#q")).ToBeFocusedAsync();
        await tab.AssertCleanAsync();
    }

    [Fact]
    public async Task Search_TypedOnWhileAnAnswerComes_LosesNoLetter()
    {
        await using var tab = await chromium.OpenAsync(server.Address);
        await tab.GoAsync("./?sort=name");
        var sent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var typed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await tab.Page.RouteAsync("**/*q=turk&*", async route =>
        {
            sent.TrySetResult();
            await typed.Task;
            await route.ContinueAsync();
        });
        await tab.Page.Locator("#q").FocusAsync();
        await tab.Page.Keyboard.TypeAsync("turk");
        await sent.Task;
        await tab.Page.Keyboard.TypeAsync("ish");
        typed.SetResult();

        await Expect(tab.Page).ToHaveURLAsync($"{server.Address}?q=turkish&sort=name");
        await Expect(tab.Page.Locator("#q")).ToHaveValueAsync("turkish");
        await Expect(tab.Page.GetByRole(AriaRole.Link, new() { Name = "Bin" })).ToHaveAttributeAsync("href", "./?q=turkish&view=deleted&sort=name");
        await tab.AssertCleanAsync();
    }

    [Fact]
    public async Task Theme_Toggled_IsKeptForTheNextPage()
    {
        await using var tab = await chromium.OpenAsync(server.Address);
        await tab.GoAsync("./");
        var before = await tab.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor");

        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Switch between light and dark" }).ClickAsync();
        await tab.GoAsync("models");

        Assert.Equal("dark", await tab.Page.Locator("html").GetAttributeAsync("data-theme"));
        Assert.NotEqual(before, await tab.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor"));
    }
}

using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Reprise.Studio.Tests.Browser;

public sealed class RunsPageTests(StudioServer server, Chromium chromium)
{
    private string Address => $"experiments/{server.Sample.ExperimentId}";

    [Fact]
    public async Task Sort_ByAMetric_ShowsTheHighestFirstAndTurnsRound()
    {
        await using var tab = await chromium.OpenAsync(server.Address);
        await tab.GoAsync(Address);

        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "accuracy" }).ClickAsync();
        await Expect(tab.Page).ToHaveURLAsync(new Regex("sort=-metrics.accuracy$"));
        var highest = await tab.Page.Locator("tbody tr").First.InnerTextAsync();
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "accuracy" }).ClickAsync();
        await Expect(tab.Page).ToHaveURLAsync(new Regex("sort=metrics.accuracy$"));

        await Expect(tab.Page.Locator("th[aria-sort=ascending]")).ToContainTextAsync("accuracy");
        Assert.Equal(highest, await tab.Page.Locator("tbody tr").Last.InnerTextAsync());
        await tab.AssertCleanAsync();
    }

    [Fact]
    public async Task Back_AfterSorting_ShowsTheTableBefore()
    {
        await using var tab = await chromium.OpenAsync(server.Address);
        await tab.GoAsync(Address);
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "accuracy" }).ClickAsync();
        await Expect(tab.Page.Locator("th[aria-sort]")).ToContainTextAsync("accuracy");

        await tab.Page.GoBackAsync();

        await Expect(tab.Page.Locator("th[aria-sort]")).ToContainTextAsync("Started");
        await Expect(tab.Page).ToHaveURLAsync($"{server.Address}{Address}");
    }

    [Fact]
    public async Task Sort_WhileTheServerIsAway_SaysSoAndKeepsTheTable()
    {
        await using var tab = await chromium.OpenAsync(server.Address);
        await tab.GoAsync(Address);
        await tab.Page.RouteAsync("**/*sort=*", route => route.AbortAsync());

        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "accuracy" }).ClickAsync();

        await Expect(tab.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("did not answer");
        await Expect(tab.Page.Locator("tbody tr")).ToHaveCountAsync(12);
    }

    [Fact]
    public async Task Filter_WrongThenRight_SaysWhyThenNarrows()
    {
        await using var tab = await chromium.OpenAsync(server.Address);
        await tab.GoAsync(Address);

        await tab.Page.Locator("#filter").FillAsync("params.classifier == 'svm_rbf'");
        await tab.Page.Keyboard.PressAsync("Enter");
        await Expect(tab.Page.GetByRole(AriaRole.Alert)).Not.ToBeEmptyAsync();
        await Expect(tab.Page.Locator("#filter")).ToHaveValueAsync("params.classifier == 'svm_rbf'");
        await tab.Page.Locator("#filter").FillAsync("params.classifier = 'svm_rbf' and metrics.accuracy > 0.1");
        await tab.Page.Keyboard.PressAsync("Enter");

        await Expect(tab.Page.Locator("tbody tr")).ToHaveCountAsync(3);
        await Expect(tab.Page).ToHaveURLAsync(new Regex(@"\?q=params\.classifier%20%3D"));
        await tab.Page.ReloadAsync();
        await Expect(tab.Page.Locator("tbody tr")).ToHaveCountAsync(3);
        await tab.AssertCleanAsync();
    }

    [Fact]
    public async Task Columns_Chosen_AreInTheTableAndTheAddress()
    {
        await using var tab = await chromium.OpenAsync(server.Address);
        await tab.GoAsync(Address);

        await tab.Page.GetByText("Columns", new() { Exact = true }).ClickAsync();
        foreach (var box in await tab.Page.Locator(".chooser label:has(:checked)").AllInnerTextsAsync())
        {
            await tab.Page.Locator(".chooser").GetByLabel(box, new() { Exact = true }).UncheckAsync();
        }

        await tab.Page.GetByLabel("trees", new() { Exact = true }).CheckAsync();
        await tab.Page.GetByLabel("team", new() { Exact = true }).CheckAsync();
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();

        await Expect(tab.Page).ToHaveURLAsync($"{server.Address}{Address}?col=params.trees&col=tags.team");
        await Expect(tab.Page.Locator("thead th")).ToHaveCountAsync(4);
        await tab.AssertCleanAsync();
    }

    [Fact]
    public async Task Compare_TwoChosenRuns_OpensThemBesideEachOther()
    {
        await using var tab = await chromium.OpenAsync(server.Address);
        await tab.GoAsync(Address);
        var compare = tab.Page.GetByRole(AriaRole.Button, new() { Name = "Compare" });
        await tab.Page.GetByLabel("Choose logistic-regression-10").CheckAsync();
        await Expect(compare).ToBeDisabledAsync();
        await tab.Page.GetByLabel("Choose random-forest-9").CheckAsync();

        await compare.ClickAsync();

        await Expect(tab.Page.Locator("h1")).ToHaveTextAsync("Compare 2 runs");
        await Expect(tab.Page.Locator("tr.differs", new() { HasText = "classifier" })).ToContainTextAsync("random_forest");
        await Expect(tab.Page.Locator(".chart canvas").First).ToBeVisibleAsync();
        await tab.AssertCleanAsync();
    }

    [Fact]
    public async Task States_Chosen_KeepTheFilter()
    {
        await using var tab = await chromium.OpenAsync(server.Address);
        await tab.GoAsync($"{Address}?q=metrics.accuracy%20%3E%200");

        await tab.Page.GetByRole(AriaRole.Navigation, new() { Name = "State of the runs" }).GetByText("Failed").ClickAsync();

        await Expect(tab.Page.Locator("tbody tr")).ToHaveCountAsync(1);
        await Expect(tab.Page.Locator("#filter")).ToHaveValueAsync("metrics.accuracy > 0");
    }
}

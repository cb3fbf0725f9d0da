using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Reprise.Studio.Tests.Browser;

public sealed class TryPageTests(StudioServer server, Chromium chromium)
{
    private const string Address = $"models/{SampleHome.ModelName}/try";

    [Theory]
    [InlineData(Screen.Desktop, ColorScheme.Light)]
    [InlineData(Screen.Phone, ColorScheme.Dark)]
    public async Task Predict_TheExample_ShowsTheLabelAndAProbabilityForEachClass(Screen screen, ColorScheme scheme)
    {
        await using var tab = await chromium.OpenAsync(server.Address, screen, scheme);
        await tab.GoAsync(Address);
        await Expect(tab.Page.GetByLabel("Tempo_Mean")).Not.ToHaveValueAsync("");

        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Predict" }).ClickAsync();

        await Expect(tab.Page.Locator(".answer .label")).ToHaveTextAsync("angry");
        await Expect(tab.Page.Locator(".answer progress")).ToHaveCountAsync(4);
        var shares = await tab.Page.Locator(".answer progress").EvaluateAllAsync<double[]>("bars => bars.map(bar => bar.value)");
        Assert.Equal(1, shares.Sum(), 9);
        Assert.Equal(shares.OrderDescending(), shares);
        await Expect(tab.Page.Locator(".answer .label")).ToBeInViewportAsync();
        await tab.ShootAsync($"try-answer-{screen}-{scheme}".ToLowerInvariant());
        await tab.AssertCleanAsync();
    }

    [Fact]
    public async Task Predict_WrongValues_SaysTheReasonBesideEachField()
    {
        await using var tab = await chromium.OpenAsync(server.Address);
        await tab.GoAsync(Address);
        await tab.Page.GetByLabel("Tempo_Mean").FillAsync("fast");
        await tab.Page.GetByLabel("MFCC_Mean_1").FillAsync("");

        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Predict" }).ClickAsync();

        await Expect(tab.Page.Locator(".field", new() { HasText = "Tempo_Mean" }).Locator(".error")).ToContainTextAsync("must be a number");
        await Expect(tab.Page.Locator(".field", new() { HasText = "MFCC_Mean_1" }).Locator(".error")).Not.ToBeEmptyAsync();
        await Expect(tab.Page.Locator(".field .error")).ToHaveCountAsync(2);
        await Expect(tab.Page.GetByLabel("Tempo_Mean")).ToHaveValueAsync("fast");
        await tab.ShootAsync("try-wrong-desktop-light");
        await tab.AssertCleanAsync(expected: "422");
    }

    [Fact]
    public async Task Choose_AnotherVersionAndExample_IsInTheAddress()
    {
        await using var tab = await chromium.OpenAsync(server.Address);
        await tab.GoAsync(Address);
        var first = await tab.Page.GetByLabel("Tempo_Mean").InputValueAsync();

        await tab.Page.GetByText("@production", new() { Exact = true }).First.ClickAsync();
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "Version 1" }).ClickAsync();
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "Next example" }).ClickAsync();

        await Expect(tab.Page).ToHaveURLAsync($"{server.Address}{Address}?version=1&row=1");
        Assert.NotEqual(first, await tab.Page.GetByLabel("Tempo_Mean").InputValueAsync());
    }
}

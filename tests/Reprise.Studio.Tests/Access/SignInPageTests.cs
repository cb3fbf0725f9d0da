using Microsoft.Playwright;
using Reprise.Server.Access;
using Reprise.Server.Hosting;
using Reprise.Studio.Tests.Browser;
using Reprise.Tracking.Access;
using static Microsoft.Playwright.Assertions;

namespace Reprise.Studio.Tests.Access;

public sealed class SignInPageTests(Chromium chromium)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SignIn_WrongThenRight_LeadsBackAndSignOutEndsIt()
    {
        using var home = new TemporaryHome();
        await using var tracking = await home.OpenAsync();
        await tracking.Access.Accounts.CreateAsync("ada", ActorKind.User, "a long password", isAdmin: true, Token);
        await using var app = RepriseServer.Build(
            new RepriseServerOptions { Home = home.Folder, Port = 0, Access = new AccessOptions { Mode = AccessMode.On } }, tracking);
        var address = await app.ListenAsync(Token);
        await using var tab = await chromium.OpenAsync(address);
        var page = tab.Page;

        await tab.GoAsync("models?q=x");
        await ShootAsync(tab, "sign-in-desktop");
        await page.GetByLabel("User name").FillAsync("ada");
        await page.GetByLabel("Password").FillAsync("not the password");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("User name or password is wrong.");
        await page.SetViewportSizeAsync(390, 844);
        await ShootAsync(tab, "sign-in-phone");
        await page.GetByLabel("User name").FillAsync("ada");
        await page.GetByLabel("Password").FillAsync("a long password");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();

        await page.WaitForURLAsync("**/models?q=x");
        var cookie = (await page.Context.CookiesAsync()).Single(cookie => cookie.Name.StartsWith("reprise-session-", StringComparison.Ordinal));
        Assert.True(cookie is { HttpOnly: true, SameSite: SameSiteAttribute.Lax, Secure: false });
        await page.GetByLabel("Signed in as ada").ClickAsync();
        await Expect(page.GetByText("Signed in as ada, an administrator")).ToBeVisibleAsync();
        await ShootAsync(tab, "signed-in-phone");
        await page.SetViewportSizeAsync(1280, 800);
        await ShootAsync(tab, "signed-in-desktop");

        // A form of a page works with the session: its token is bound to it.
        await tab.GoAsync("./");
        await page.GetByRole(AriaRole.Button, new() { Name = "New experiment" }).ClickAsync();
        await page.Locator("#create-name").FillAsync("by ada");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create", Exact = true }).ClickAsync();
        await Expect(page.GetByText("Experiment “by ada” was created.")).ToBeVisibleAsync();

        await page.GetByLabel("Signed in as ada").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(page.GetByText("You are signed out.")).ToBeVisibleAsync();
        await page.GotoAsync("models");
        Assert.Contains("/sign-in?return=models", page.Url, StringComparison.Ordinal);
        using var http = new HttpClient { BaseAddress = address };
        http.DefaultRequestHeaders.Add("Cookie", $"{cookie.Name}={cookie.Value}");
        Assert.Equal(401, (int)(await http.GetAsync("version", Token)).StatusCode);
        await tab.AssertCleanAsync();
        await app.StopAsync(Token);
    }

    private static async Task ShootAsync(Tab tab, string name)
    {
        await tab.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
        await tab.ShootAsync(name + "-dark");
        await tab.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Light });
        await tab.ShootAsync(name + "-light");
    }
}

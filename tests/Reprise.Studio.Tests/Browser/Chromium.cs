using Microsoft.Playwright;
using Reprise.Studio.Tests.Browser;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace Reprise.Studio.Tests.Browser;

/// <summary>One real browser for all tests, started by the first that needs it; without one they are skipped and say why.</summary>
public sealed class Chromium : IAsyncDisposable
{
    private const string Executable = "/usr/bin/chromium";

    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
        "--disable-dev-shm-usage",
    ];

    private readonly SemaphoreSlim _starting = new(1);
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>A fresh profile with one tab.</summary>
    internal async Task<Tab> OpenAsync(Uri server, Screen screen = Screen.Desktop, ColorScheme scheme = ColorScheme.Light)
    {
        Assert.SkipUnless(File.Exists(Executable), $"There is no browser at {Executable}. Install Debian's chromium, or run ./test, which does.");
        var browser = await StartAsync();
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = server.ToString(),
            ColorScheme = scheme,
            ViewportSize = screen == Screen.Phone ? new ViewportSize { Width = 390, Height = 844 } : new ViewportSize { Width = 1280, Height = 800 },
            HasTouch = screen == Screen.Phone,
            IsMobile = screen == Screen.Phone,
            ReducedMotion = ReducedMotion.Reduce,
        });
        return new Tab(context, await context.NewPageAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        _starting.Dispose();
    }

    private async Task<IBrowser> StartAsync()
    {
        await _starting.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            _playwright ??= await Playwright.CreateAsync();
            return _browser ??= await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Executable, Headless = true, Args = Arguments });
        }
        finally
        {
            _starting.Release();
        }
    }
}

/// <summary>What the pages are looked at on.</summary>
public enum Screen
{
    /// <summary>1280 × 800.</summary>
    Desktop,

    /// <summary>390 × 844, by touch.</summary>
    Phone,
}

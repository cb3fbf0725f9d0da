using Microsoft.Playwright;

namespace Reprise.Studio.Tests.Browser;

/// <summary>A tab that remembers what went wrong in it.</summary>
internal sealed class Tab : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _errors = [];

    public Tab(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.SetDefaultTimeout(20_000);
        page.Console += (_, message) => Note(message.Type is "error" or "warning", $"{message.Type}: {message.Text}");
        page.PageError += (_, error) => Note(true, error);
        page.RequestFailed += (_, request) => Note(request.Failure != "net::ERR_ABORTED", $"{request.Url}: {request.Failure}");
    }

    public IPage Page { get; }

    /// <summary>Opens an address of the server and waits until its scripts and the charts in view are there.</summary>
    public async Task GoAsync(string address)
    {
        await Page.GotoAsync(address);
        await Page.WaitForFunctionAsync(
            "() => [...document.querySelectorAll('[data-chart]')].every(chart => chart.getBoundingClientRect().top > innerHeight || chart.querySelector('canvas'))");
    }

    /// <summary>Nothing failed, no text became a script, and the page is not wider than the screen.</summary>
    /// <param name="expected">Part of an error that the test provoked.</param>
    public async Task AssertCleanAsync(string? expected = null)
    {
        Assert.DoesNotContain(_errors, error => expected is null || !error.Contains(expected, StringComparison.Ordinal));
        Assert.False(await Page.EvaluateAsync<bool>("() => 'hacked' in window"), "Text from a user ran as a script.");
        var wide = await Page.EvaluateAsync<string[]>(
            "() => document.documentElement.scrollWidth <= window.innerWidth ? [] : [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > window.innerWidth + 1).slice(0, 5).map(e => e.outerHTML.slice(0, 120))");
        Assert.Empty(wide);
    }

    /// <summary>Keeps a picture of the page for people to look at, in artifacts/studio.</summary>
    public Task<byte[]> ShootAsync(string name) => Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Output.Value, $"{name}.png") });

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    private static readonly Lazy<string> Output = new(() =>
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && folder.Name != "artifacts")
        {
            folder = folder.Parent;
        }

        return Directory.CreateDirectory(Path.Combine(folder?.FullName ?? AppContext.BaseDirectory, "studio")).FullName;
    });

    private void Note(bool isProblem, string text)
    {
        if (isProblem)
        {
            _errors.Add(text);
        }
    }
}

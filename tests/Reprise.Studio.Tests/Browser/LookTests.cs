using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Reprise.Studio.Tests.Browser;

/// <summary>Every page on a desktop and a phone, in light and in dark: it says what it should, nothing fails, nothing is wider than the screen.</summary>
public sealed class LookTests(StudioServer server, Chromium chromium)
{
    private static readonly (string Name, Func<SampleHome, string> Address, string Text)[] Pages =
    [
        ("experiments", _ => "./", "turkish-music-emotion"),
        ("experiments-empty", _ => "./?q=nothing%20like%20it", "Nothing is called"),
        ("runs", sample => $"experiments/{sample.ExperimentId}", "k-nearest-12"),
        ("runs-wrong-filter", sample => $"experiments/{sample.ExperimentId}?q=metrics.accuracy%20%3E", "The filter needs a correction"),
        ("runs-none", _ => "experiments/0", "No runs yet"),
        ("run", sample => $"runs/{sample.BestRunId}", "Parameters"),
        ("run-charts", sample => $"runs/{sample.BestRunId}?tab=charts", "validation_accuracy"),
        ("run-files", sample => $"runs/{sample.BestRunId}?tab=artifacts", "Choose a file"),
        ("run-picture", sample => $"runs/{sample.BestRunId}?tab=artifacts&path=plots%2Fconfusion.png", "plots/confusion.png"),
        ("run-table", sample => $"runs/{sample.BestRunId}?tab=artifacts&path=reports%2Ffolds.csv", "The first 100 rows are shown"),
        ("run-json", sample => $"runs/{sample.BestRunId}?tab=artifacts&path=reports%2Fmetrics.json", "per_class"),
        ("compare", sample => $"compare?run={sample.RunIds[8]}&run={sample.RunIds[9]}&run={sample.RunIds[10]}", "Compare 3 runs"),
        ("models", _ => "models", SampleHome.ModelName),
        ("model", _ => $"models/{SampleHome.ModelName}", "answers requests for"),
        ("try", _ => $"models/{SampleHome.ModelName}/try", "Predict"),
        ("not-here", _ => "runs/nothing", "Not here"),
        ("hostile-runs", sample => $"experiments/{sample.HostileExperimentId}?col=params.note&col=tags.comment", SampleHome.Hostile),
        ("hostile-run", sample => $"runs/{sample.HostileRunId}", SampleHome.Hostile),
        ("hostile-compare", sample => $"compare?run={sample.HostileRunId}&run={sample.BestRunId}", SampleHome.Hostile),
        ("hostile-file", sample => $"runs/{sample.BestRunId}?tab=artifacts&path=pages%2Fhostile.html", "<h1>not a heading</h1>"),
        ("hostile-picture", sample => $"runs/{sample.BestRunId}?tab=artifacts&path=pages%2Fhostile.svg", "pages/hostile.svg"),
    ];

    public static TheoryData<string, Screen> Views
    {
        get
        {
            var views = new TheoryData<string, Screen>();
            foreach (var (name, _, _) in Pages)
            {
                views.Add(name, Screen.Desktop);
                views.Add(name, Screen.Phone);
            }

            return views;
        }
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task Page_OnAnyScreenInAnyColours_IsWhole(string name, Screen screen)
    {
        var (_, address, text) = Pages.Single(page => page.Name == name);
        await using var tab = await chromium.OpenAsync(server.Address, screen);

        await tab.GoAsync(address(server.Sample));

        await Expect(tab.Page.Locator("main")).ToContainTextAsync(text);
        var light = await tab.ShootAsync($"{name}-{screen}-light".ToLowerInvariant());
        await tab.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
        var dark = await tab.ShootAsync($"{name}-{screen}-dark".ToLowerInvariant());
        Assert.NotEqual(light, dark);
        await tab.AssertCleanAsync(expected: name == "not-here" ? "404" : null);
    }
}

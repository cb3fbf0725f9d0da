using Reprise.Studio.Models;
using Reprise.Tracking.Registry;

namespace Reprise.Studio.Tests.Models;

public sealed class ModelViewTests(StudioServer server)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task LoadAsync_AModel_ShowsVersionsNewestFirstWithAliasesAndGates()
    {
        var name = await RegisterAsync("view one");

        var view = await ModelView.LoadAsync(server.Tracking, new ModelUrl { Name = name }, Token);

        Assert.Equal([3, 2, 1], view.Versions.Select(row => row.Version.Version));
        Assert.Equal(["candidate"], view.Versions[0].Aliases);
        Assert.False(view.Versions[0].Gate!.Passed);
        Assert.Equal(2, view.Versions[1].Gate!.Checks.Count);
        Assert.Equal((2, 1, "Better on every mood."), (view.Live!.Version.Version, view.Live.Previous, view.Live.PromotionReason));
    }

    [Fact]
    public async Task LoadAsync_StageMovedByItself_SaysThatItAndTheAliasDisagree()
    {
        var name = await RegisterAsync("view disagreeing");
        var agreed = await ModelView.LoadAsync(server.Tracking, new ModelUrl { Name = name }, Token);
        await server.Tracking.Registry.TransitionStageAsync(name, 3, "Production", archiveExistingVersions: true, Token);

        var view = await ModelView.LoadAsync(server.Tracking, new ModelUrl { Name = name }, Token);

        Assert.Null(agreed.Disagreement);
        Assert.Contains("names version 2, the stage Production holds version 3", view.Disagreement, StringComparison.Ordinal);
        Assert.Equal("version 3 moved from None to Production", view.History!.Events[0].Describe());
        Assert.Equal(["stage", "set-alias", "promote", "promote"], view.History.Events.Take(4).Select(change => change.Action));
    }

    [Fact]
    public async Task LoadAsync_LiveVersionOnAnotherPage_IsStillFound()
    {
        var name = await RegisterAsync("view two");
        var source = (await server.Tracking.Registry.GetVersionAsync(name, 1, Token)).Source;
        for (var i = 0; i < 30; i++)
        {
            await server.Tracking.Registry.CreateVersionAsync(new NewModelVersion { Name = name, Source = source, RunId = server.Sample.RunIds[0] }, Token);
        }

        var first = await ModelView.LoadAsync(server.Tracking, new ModelUrl { Name = name }, Token);
        var second = await ModelView.LoadAsync(server.Tracking, first.Next!, Token);

        Assert.Equal(2, first.Live!.Version.Version);
        Assert.Equal((33, 8), (first.Versions[0].Version.Version, second.Versions[0].Version.Version));
        Assert.Null(second.Next);
    }

    [Fact]
    public async Task LoadAsync_ModelsWithQuotesInTheSearch_AreFound()
    {
        var name = await RegisterAsync("it's \"here\"".Replace("\"", "", StringComparison.Ordinal));

        var view = await ModelsView.LoadAsync(server.Tracking, new ModelsUrl { Search = "IT'S" }, Token);

        Assert.Equal(name, Assert.Single(view.Models).Name);
    }

    private async Task<string> RegisterAsync(string name)
    {
        await SampleModel.RegisterAsync(server.Tracking, name, server.Sample.RunIds[0]);
        return name;
    }
}

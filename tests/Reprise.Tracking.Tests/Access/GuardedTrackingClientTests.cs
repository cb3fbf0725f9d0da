using Reprise.Core.Errors;
using Reprise.Tracking.Access;
using Reprise.Tracking.Artifacts;
using Reprise.Tracking.Client;
using Reprise.Tracking.Experiments;
using Reprise.Tracking.Registry;
using Reprise.Tracking.Runs;

namespace Reprise.Tracking.Tests.Access;

public sealed class GuardedTrackingClientTests
{
    private static readonly Actor Ada = new("ada", ActorKind.User), Bob = new("bob", ActorKind.User);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AnyCall_OutsideOfARequest_IsRefused()
    {
        using var home = new TemporaryHome();
        await using var client = await home.OpenAsync();
        var guarded = new GuardedTrackingClient(client, client.Access);

        await DeniedAsync(() => guarded.Experiments.GetAsync("0", Token));
        await DeniedAsync(() => guarded.Experiments.SearchAsync(new ExperimentQuery(), Token));
    }

    [Fact]
    public async Task Write_OnARouteThatReads_IsRefusedEvenToAdministrators()
    {
        using var home = new TemporaryHome();
        await using var client = await home.OpenAsync();
        var guarded = new GuardedTrackingClient(client, client.Access);
        using var _ = CallerAccess.Begin(Ada with { IsAdmin = true }, RouteNeed.Read, Permission.Manage, []);

        await DeniedAsync(() => guarded.Experiments.CreateAsync("e", cancellationToken: Token));
        await DeniedAsync(() => guarded.Registry.DeleteModelAsync("m", Token));
        Assert.Equal("Default", (await guarded.Experiments.GetAsync("0", Token)).Name);
    }

    [Fact]
    public async Task Search_ManyHidden_PagesAreFullAndHoldOnlyTheCallers()
    {
        using var home = new TemporaryHome();
        await using var client = await home.OpenAsync();
        var guarded = new GuardedTrackingClient(client, client.Access);
        var mine = new List<string>();
        for (var i = 0; i < 12; i++)
        {
            var id = await client.Experiments.CreateAsync(FormattableString.Invariant($"e{i}"), cancellationToken: Token);
            await client.Registry.CreateModelAsync(FormattableString.Invariant($"m{i}"), cancellationToken: Token);
            if (i % 3 == 0)
            {
                mine.Add(id);
            }
        }

        var grants = mine.Select(id => new Grant(Subject.Of("ada"), Resource.Experiment(id), Permission.Read))
            .Append(new Grant(Subject.Of("ada"), Resource.Model("m7"), Permission.Read)).ToList();
        using var _ = CallerAccess.Begin(Ada, RouteNeed.Read, Permission.Deny, grants);
        var found = new List<string>();
        var sizes = new List<int>();
        var query = new ExperimentQuery { MaxResults = 3, OrderBy = ["name ASC"] };
        do
        {
            var page = await guarded.Experiments.SearchAsync(query, Token);
            found.AddRange(page.Items.Select(experiment => experiment.Id));
            sizes.Add(page.Items.Count);
            query = query with { PageToken = page.NextPageToken };
        }
        while (query.PageToken is not null);

        Assert.Equal(mine.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
        Assert.Equal([3, 1], sizes);
        Assert.Equal(["m7"], (await guarded.Registry.SearchModelsAsync(new RegistryQuery(), Token)).Items.Select(model => model.Name));
    }

    [Fact]
    public async Task Files_ByAnySpellingOfAPlace_AreTheExperiments()
    {
        using var home = new TemporaryHome();
        await using var client = await home.OpenAsync();
        var guarded = new GuardedTrackingClient(client, client.Access);
        var hers = await client.Experiments.CreateAsync("hers", cancellationToken: Token);
        var his = await client.Experiments.CreateAsync("his", cancellationToken: Token);
        await client.Artifacts.WriteTextAsync("mlflow-artifacts:/" + his, "secret.txt", "x", Token);
        var grants = new List<Grant> { new(Subject.Of("ada"), Resource.Experiment(hers), Permission.Manage) };
        using var _ = CallerAccess.Begin(Ada, RouteNeed.Manage, Permission.Deny, grants);

        foreach (var (root, path) in new[]
        {
            ("mlflow-artifacts:/", his + "/secret.txt"), ("mlflow-artifacts:/" + his, "secret.txt"), ("mlflow-artifacts:///" + his, "secret.txt"),
            ("MLFLOW-ARTIFACTS:/" + his, "secret.txt"), ($"mlflow-artifacts:/{hers}/../{his}", "secret.txt"), ("mlflow-artifacts:/" + hers, $"../{his}/secret.txt"),
            (Path.Combine(home.Folder, "artifacts", his), "secret.txt"), (Path.Combine(home.Folder, "artifacts", hers, "..", his), "secret.txt"),
            ("mlflow-artifacts:/", "nobodys.txt"),
        })
        {
            var refusal = await Assert.ThrowsAsync<RepriseException>(() => guarded.Artifacts.OpenReadAsync(root, path, Token));
            Assert.True(refusal.Code is ErrorCode.PermissionDenied or ErrorCode.InvalidParameterValue, $"{root} {path}: {refusal.Message}");
        }

        await guarded.Artifacts.WriteTextAsync("mlflow-artifacts:/", hers + "/own.txt", "x", Token);
        Assert.Equal("x", await guarded.Artifacts.ReadTextAsync("mlflow-artifacts:/" + hers, "own.txt", Token));
    }

    [Fact]
    public async Task Version_OfFilesTheCallerMayNotRead_IsRefused()
    {
        using var home = new TemporaryHome();
        await using var client = await home.OpenAsync();
        var guarded = new GuardedTrackingClient(client, client.Access);
        var his = await client.Experiments.CreateAsync("his", cancellationToken: Token);
        var run = (await client.Runs.CreateAsync(new NewRun { ExperimentId = his }, Token)).Info;
        var logged = await client.LoggedModels.CreateAsync(his, "model", cancellationToken: Token);
        await client.Registry.CreateModelAsync("his", cancellationToken: Token);
        await client.Registry.CreateVersionAsync(new NewModelVersion { Name = "his", Source = run.ArtifactUri + "/model", RunId = run.RunId }, Token);
        using var _ = CallerAccess.Begin(Ada, RouteNeed.Edit, Permission.Deny, [new Grant(Subject.Of("ada"), Resource.Model("hers"), Permission.Manage)]);

        foreach (var source in new[] { run.ArtifactUri + "/model", $"runs:/{run.RunId}/model", "models:/his/1", $"models:/{logged.ModelId}", logged.ArtifactUri, Path.Combine(home.Folder, "artifacts", his) })
        {
            await DeniedAsync(() => guarded.Registry.CreateVersionAsync(new NewModelVersion { Name = "hers", Source = source }, Token));
        }

        await DeniedAsync(() => guarded.Experiments.CreateAsync("place", "mlflow-artifacts:/" + his, cancellationToken: Token));
    }

    [Fact]
    public async Task Owner_OfWhatIsMade_ManagesItAndLosesItWithIt()
    {
        using var home = new TemporaryHome();
        await using var client = await home.OpenAsync();
        await client.Access.Accounts.CreateAsync("ada", ActorKind.ServiceAccount, null, cancellationToken: Token);
        var guarded = new GuardedTrackingClient(client, client.Access);
        using (CallerAccess.Begin(Ada, RouteNeed.Edit, Permission.Deny, []))
        {
            await guarded.Registry.CreateModelAsync("m", cancellationToken: Token);
        }

        var made = (await client.Access.Grants.OfCallerAsync("ada", [], Token)).Grants;
        using (CallerAccess.Begin(Ada, RouteNeed.Manage, Permission.Deny, made))
        {
            await guarded.Registry.RenameModelAsync("m", "n", Token);
        }

        var renamed = (await client.Access.Grants.OfCallerAsync("ada", [], Token)).Grants;
        using (CallerAccess.Begin(Ada, RouteNeed.Manage, Permission.Deny, renamed))
        {
            await guarded.Registry.DeleteModelAsync("n", Token);
        }

        Assert.Equal([new Grant(Subject.Of("ada"), Resource.Model("m"), Permission.Manage)], made);
        Assert.Equal([new Grant(Subject.Of("ada"), Resource.Model("n"), Permission.Manage)], renamed);
        Assert.Empty((await client.Access.Grants.OfCallerAsync("ada", [], Token)).Grants);
        using (CallerAccess.Begin(Bob, RouteNeed.Manage, Permission.Deny, []))
        {
            await DeniedAsync(() => guarded.Registry.GetModelAsync("m", Token));
        }
    }

    private static async Task DeniedAsync(Func<Task> act) =>
        Assert.Equal(ErrorCode.PermissionDenied, (await Assert.ThrowsAsync<RepriseException>(act)).Code);
}

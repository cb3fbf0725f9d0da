using Reprise.Core.Errors;
using Reprise.Testing.Conformance;
using Reprise.Tracking;
using Reprise.Tracking.Experiments;
using Reprise.Tracking.Runs;

namespace Reprise.Testing.Tracking;

/// <summary>What every <see cref="IExperimentStore"/> must do.</summary>
public static class ExperimentStoreConformance
{
    /// <summary>The checks.</summary>
    public static IReadOnlyList<ConformanceCheck<ITrackingClient>> Checks { get; } = ConformanceCheck.Of<ITrackingClient>(
        Get_Zero_IsTheDefaultExperiment,
        Create_NameAndTags_AreKept,
        Create_NameOfADeletedExperiment_IsRefused,
        Create_NameTooLong_IsRefused,
        Create_EmptyName_IsRefused,
        Create_ArtifactLocation_FollowsMlflow,
        Create_ArtifactLocationOutOfTheRules_IsRefused,
        Get_Unknown_IsRefused,
        FindByName_Deleted_IsFound,
        FindByName_Unknown_IsNull,
        Rename_Active_ChangesName,
        Rename_Deleted_IsRefused,
        Rename_TakenName_IsRefused,
        Delete_Active_DeletesItsRuns,
        Delete_Twice_IsRefused,
        Restore_Deleted_RestoresAllItsRuns,
        Restore_Active_IsRefused,
        SetTag_OverAndOver_KeepsTheLast,
        SetTag_Deleted_IsRefused,
        SetTag_TooLong_IsRefused,
        DeleteTag_Missing_IsRefused,
        Search_Pages_GiveEveryExperimentOnce,
        Search_LastPage_HasNoToken,
        Search_Filter_SelectsByNameTagAndTime,
        Search_View_SelectsByLifecycle,
        Search_Order_IsKept,
        Search_OutOfTheGrammar_IsRefusedInWords,
        Search_MaxResultsOutOfRange_IsRefused,
        Count_Experiments_GivesActiveRunsAndNewestStart);

    private static async Task Get_Zero_IsTheDefaultExperiment(ITrackingClient client, CancellationToken token)
    {
        var experiment = await client.Experiments.GetAsync("0", token);

        Expect.Equal("Default", experiment.Name);
        Expect.Equal("0", experiment.Id);
    }

    private static async Task Create_NameAndTags_AreKept(ITrackingClient client, CancellationToken token)
    {
        var name = Given.Name("görsel 音楽 '\"%");
        var id = await client.Experiments.CreateAsync(name, tags: [new Tag("b", "2"), new Tag("a", "")], cancellationToken: token);
        var experiment = await client.Experiments.GetAsync(id, token);

        Expect.Equal(name, experiment.Name);
        Expect.Sequence([new Tag("a", ""), new Tag("b", "2")], experiment.Tags);
        Expect.Equal(LifecycleStage.Active, experiment.Lifecycle);
        Expect.True(experiment.CreatedAt > 0 && experiment.UpdatedAt == experiment.CreatedAt);
    }

    private static async Task Create_NameOfADeletedExperiment_IsRefused(ITrackingClient client, CancellationToken token)
    {
        var name = Given.Name("e");
        var id = await client.Experiments.CreateAsync(name, cancellationToken: token);
        await client.Experiments.DeleteAsync(id, token);

        await Expect.RefusedWithAsync(
            ErrorCode.ResourceAlreadyExists, $"Experiment(name={name}) already exists.", () => client.Experiments.CreateAsync(name, cancellationToken: token));
    }

    private static Task Create_NameTooLong_IsRefused(ITrackingClient client, CancellationToken token) => Expect.RefusedAsync(
        ErrorCode.InvalidParameterValue,
        "'name' exceeds the maximum length of 500 characters",
        () => client.Experiments.CreateAsync(new string('n', 501), cancellationToken: token));

    private static Task Create_EmptyName_IsRefused(ITrackingClient client, CancellationToken token) => Expect.RefusedAsync(
        ErrorCode.InvalidParameterValue,
        "Missing value for required parameter 'name'. See the API docs for more information about request parameters.",
        () => client.Experiments.CreateAsync("", cancellationToken: token));

    private static async Task Create_ArtifactLocation_FollowsMlflow(ITrackingClient client, CancellationToken token)
    {
        var unsaid = await LocationAsync(client, null, token);
        Expect.Equal($"mlflow-artifacts:/{unsaid.Id}", unsaid.ArtifactLocation);
        Expect.Equal("s3://b/p?q=1", (await LocationAsync(client, "s3://b/p?q=1", token)).ArtifactLocation);
        Expect.Equal("/tmp/x y", (await LocationAsync(client, "/tmp/x y/", token)).ArtifactLocation);
        Expect.True(Path.IsPathRooted((await LocationAsync(client, "relative/dir", token)).ArtifactLocation));

        var withQuery = await LocationAsync(client, "s3://b/p?q=1", token);
        var run = await client.Runs.CreateAsync(new NewRun { ExperimentId = withQuery.Id }, token);
        Expect.Equal($"s3://b/p/{run.Info.RunId}/artifacts?q=1", run.Info.ArtifactUri);
    }

    private static async Task Create_ArtifactLocationOutOfTheRules_IsRefused(ITrackingClient client, CancellationToken token)
    {
        foreach (var location in (string[])["s3://b/p#frag", "s3://b/p?x=../y", "runs:/abc/x", new string('x', 2049)])
        {
            await Expect.RefusedWithAsync(ErrorCode.InvalidParameterValue, "", () => LocationAsync(client, location, token));
        }
    }

    private static async Task Get_Unknown_IsRefused(ITrackingClient client, CancellationToken token)
    {
        await Expect.RefusedAsync(ErrorCode.ResourceDoesNotExist, "No Experiment with id=987654 exists", () => client.Experiments.GetAsync("987654", token));
        await Expect.RefusedAsync(ErrorCode.ResourceDoesNotExist, "No Experiment with id=abc exists", () => client.Experiments.GetAsync("abc", token));
    }

    private static async Task FindByName_Deleted_IsFound(ITrackingClient client, CancellationToken token)
    {
        var name = Given.Name("e");
        var id = await client.Experiments.CreateAsync(name, cancellationToken: token);
        await client.Experiments.DeleteAsync(id, token);

        var found = await client.Experiments.FindByNameAsync(name, token);
        Expect.Equal((id, LifecycleStage.Deleted), (found!.Id, found.Lifecycle));
    }

    private static async Task FindByName_Unknown_IsNull(ITrackingClient client, CancellationToken token) =>
        Expect.True(await client.Experiments.FindByNameAsync(Given.Name("nope"), token) is null, "null for an unknown name");

    private static async Task Rename_Active_ChangesName(ITrackingClient client, CancellationToken token)
    {
        var id = await Given.ExperimentAsync(client, token);
        var name = Given.Name("renamed");
        await client.Experiments.RenameAsync(id, name, token);
        await client.Experiments.RenameAsync(id, name, token);

        Expect.Equal(name, (await client.Experiments.GetAsync(id, token)).Name);
    }

    private static async Task Rename_Deleted_IsRefused(ITrackingClient client, CancellationToken token)
    {
        var id = await Given.ExperimentAsync(client, token);
        await client.Experiments.DeleteAsync(id, token);

        await Expect.RefusedAsync(
            ErrorCode.InvalidState, "Cannot rename a non-active experiment.", () => client.Experiments.RenameAsync(id, Given.Name("x"), token));
    }

    private static async Task Rename_TakenName_IsRefused(ITrackingClient client, CancellationToken token)
    {
        var taken = Given.Name("taken");
        await client.Experiments.CreateAsync(taken, cancellationToken: token);
        var id = await Given.ExperimentAsync(client, token);

        await Expect.RefusedWithAsync(ErrorCode.BadRequest, taken, () => client.Experiments.RenameAsync(id, taken, token));
    }

    private static async Task Delete_Active_DeletesItsRuns(ITrackingClient client, CancellationToken token)
    {
        var id = await Given.ExperimentAsync(client, token);
        var runId = await Given.RunAsync(client, id, token);
        await client.Experiments.DeleteAsync(id, token);

        Expect.Equal(LifecycleStage.Deleted, (await client.Experiments.GetAsync(id, token)).Lifecycle);
        Expect.Equal(LifecycleStage.Deleted, (await client.Runs.GetAsync(runId, token)).Info.Lifecycle);
        await Expect.RefusedAsync(
            ErrorCode.InvalidParameterValue,
            $"The experiment {id} must be in the 'active' state. Current state is deleted.",
            () => client.Runs.CreateAsync(new NewRun { ExperimentId = id }, token));
    }

    private static async Task Delete_Twice_IsRefused(ITrackingClient client, CancellationToken token)
    {
        var id = await Given.ExperimentAsync(client, token);
        await client.Experiments.DeleteAsync(id, token);

        await Expect.RefusedAsync(ErrorCode.ResourceDoesNotExist, $"No Experiment with id={id} exists", () => client.Experiments.DeleteAsync(id, token));
    }

    private static async Task Restore_Deleted_RestoresAllItsRuns(ITrackingClient client, CancellationToken token)
    {
        var id = await Given.ExperimentAsync(client, token);
        var runId = await Given.RunAsync(client, id, token);
        await client.Runs.DeleteAsync(runId, token);
        await client.Experiments.DeleteAsync(id, token);
        await client.Experiments.RestoreAsync(id, token);

        Expect.Equal(LifecycleStage.Active, (await client.Experiments.GetAsync(id, token)).Lifecycle);
        Expect.Equal(LifecycleStage.Active, (await client.Runs.GetAsync(runId, token)).Info.Lifecycle);
    }

    private static async Task Restore_Active_IsRefused(ITrackingClient client, CancellationToken token)
    {
        var id = await Given.ExperimentAsync(client, token);

        await Expect.RefusedAsync(ErrorCode.ResourceDoesNotExist, $"No Experiment with id={id} exists", () => client.Experiments.RestoreAsync(id, token));
    }

    private static async Task SetTag_OverAndOver_KeepsTheLast(ITrackingClient client, CancellationToken token)
    {
        var id = await Given.ExperimentAsync(client, token);
        await client.Experiments.SetTagAsync(id, new Tag("k", "1"), token);
        await client.Experiments.SetTagAsync(id, new Tag("k", "2"), token);
        await client.Experiments.SetTagAsync(id, new Tag("gone", "2"), token);
        await client.Experiments.DeleteTagAsync(id, "gone", token);

        Expect.Sequence([new Tag("k", "2")], (await client.Experiments.GetAsync(id, token)).Tags);
    }

    private static async Task SetTag_Deleted_IsRefused(ITrackingClient client, CancellationToken token)
    {
        var id = await Given.ExperimentAsync(client, token);
        await client.Experiments.DeleteAsync(id, token);

        await Expect.RefusedAsync(
            ErrorCode.InvalidParameterValue,
            $"The experiment {id} must be in the 'active' state. Current state is deleted.",
            () => client.Experiments.SetTagAsync(id, new Tag("a", "b"), token));
    }

    private static async Task SetTag_TooLong_IsRefused(ITrackingClient client, CancellationToken token)
    {
        var id = await Given.ExperimentAsync(client, token);

        await Expect.RefusedAsync(
            ErrorCode.InvalidParameterValue,
            "'Tag value' exceeds the maximum length of 5000 characters",
            () => client.Experiments.SetTagAsync(id, new Tag("a", new string('v', 5001)), token));
    }

    private static async Task DeleteTag_Missing_IsRefused(ITrackingClient client, CancellationToken token)
    {
        var id = await Given.ExperimentAsync(client, token);

        await Expect.RefusedWithAsync(ErrorCode.ResourceDoesNotExist, "zzz", () => client.Experiments.DeleteTagAsync(id, "zzz", token));
    }

    private static async Task Search_Pages_GiveEveryExperimentOnce(ITrackingClient client, CancellationToken token)
    {
        var prefix = Given.Name("page");
        for (var i = 0; i < 5; i++)
        {
            await client.Experiments.CreateAsync($"{prefix}-{i}", cancellationToken: token);
        }

        var names = new List<string>();
        var query = new ExperimentQuery { Filter = $"name LIKE '{prefix}%'", OrderBy = ["name ASC"], MaxResults = 2 };
        for (var more = true; more; more = query.PageToken is not null)
        {
            var page = await client.Experiments.SearchAsync(query, token);
            names.AddRange(page.Items.Select(item => item.Name));
            query = query with { PageToken = page.NextPageToken };
        }

        Expect.Sequence(Enumerable.Range(0, 5).Select(i => $"{prefix}-{i}"), names);
    }

    private static async Task Search_LastPage_HasNoToken(ITrackingClient client, CancellationToken token)
    {
        var name = Given.Name("only");
        await client.Experiments.CreateAsync(name, cancellationToken: token);
        var page = await client.Experiments.SearchAsync(new ExperimentQuery { Filter = $"name = '{name}'", MaxResults = 1 }, token);

        Expect.Equal(1, page.Items.Count);
        Expect.Equal(null, page.NextPageToken);
    }

    private static async Task Search_Filter_SelectsByNameTagAndTime(ITrackingClient client, CancellationToken token)
    {
        var name = Given.Name("Filter");
        var id = await client.Experiments.CreateAsync(name, tags: [new Tag("team a", "Blue")], cancellationToken: token);
        async Task<bool> FindsAsync(string filter) =>
            (await client.Experiments.SearchAsync(new ExperimentQuery { Filter = $"name = '{name}' AND {filter}" }, token))
            .Items.Any(item => item.Id == id);

        Expect.True(await FindsAsync("tags.`team a` = 'Blue'"));
        Expect.True(await FindsAsync("tag.\"team a\" ilike 'b%'"));
        Expect.True(await FindsAsync("attribute.creation_time > 0"));
        Expect.True(await FindsAsync("name ILIKE 'filter%'"));
        Expect.True(!await FindsAsync("name LIKE 'filter%'"), "LIKE to mind the case");
        Expect.True(!await FindsAsync("tags.`team a` != 'Blue'"));
        Expect.True(!await FindsAsync("tags.missing != 'x'"), "an experiment without the tag not to match !=");
        Expect.True(!await FindsAsync("last_update_time < 1000"));
    }

    private static async Task Search_View_SelectsByLifecycle(ITrackingClient client, CancellationToken token)
    {
        var prefix = Given.Name("view");
        var deleted = await client.Experiments.CreateAsync($"{prefix}-d", cancellationToken: token);
        await client.Experiments.CreateAsync($"{prefix}-a", cancellationToken: token);
        await client.Experiments.DeleteAsync(deleted, token);
        async Task<IEnumerable<string>> NamesAsync(ViewType view) =>
            (await client.Experiments.SearchAsync(new ExperimentQuery { Filter = $"name LIKE '{prefix}%'", OrderBy = ["name"], View = view }, token))
            .Items.Select(item => item.Name);

        Expect.Sequence([$"{prefix}-a"], await NamesAsync(ViewType.ActiveOnly));
        Expect.Sequence([$"{prefix}-d"], await NamesAsync(ViewType.DeletedOnly));
        Expect.Sequence([$"{prefix}-a", $"{prefix}-d"], await NamesAsync(ViewType.All));
    }

    private static async Task Search_Order_IsKept(ITrackingClient client, CancellationToken token)
    {
        var prefix = Given.Name("order");
        foreach (var name in (string[])["b", "a", "c"])
        {
            await client.Experiments.CreateAsync($"{prefix}-{name}", cancellationToken: token);
        }

        async Task<IEnumerable<string>> OrderAsync(params string[] order) =>
            (await client.Experiments.SearchAsync(new ExperimentQuery { Filter = $"name LIKE '{prefix}%'", OrderBy = order }, token))
            .Items.Select(item => item.Name[^1..]);

        Expect.Sequence(["c", "b", "a"], await OrderAsync("name DESC"));
        Expect.Sequence(["b", "a", "c"], await OrderAsync("experiment_id"));
        Expect.Sequence(["c", "a", "b"], await OrderAsync("attribute.experiment_id desc"));
    }

    private static async Task Search_OutOfTheGrammar_IsRefusedInWords(ITrackingClient client, CancellationToken token)
    {
        Task Filter(string filter, string words) => Expect.RefusedWithAsync(
            ErrorCode.InvalidParameterValue, words, () => client.Experiments.SearchAsync(new ExperimentQuery { Filter = filter }, token));

        await Filter("name ~ 3", "Expected a quoted string value for attributes. Got value 3");
        await Filter("nope = 'x'", "Invalid attribute key 'nope' specified.");
        await Filter("metrics.m > 1", "Invalid entity type 'metrics'.");
        await Filter("name = 'a' OR name = 'b'", "Invalid clause(s) in filter string: 'OR'");
        await Filter("creation_time > 'x'", "Expected numeric value type for numeric attribute: creation_time. Found 'x'");
        await Expect.RefusedAsync(
            ErrorCode.InvalidParameterValue,
            "Invalid page token, could not base64-decode",
            () => client.Experiments.SearchAsync(new ExperimentQuery { PageToken = "garbage" }, token));
    }

    private static async Task Search_MaxResultsOutOfRange_IsRefused(ITrackingClient client, CancellationToken token)
    {
        await Expect.RefusedAsync(
            ErrorCode.InvalidParameterValue,
            "Invalid value 0 for parameter 'max_results' supplied. It must be a positive integer",
            () => client.Experiments.SearchAsync(new ExperimentQuery { MaxResults = 0 }, token));
        await Expect.RefusedAsync(
            ErrorCode.InvalidParameterValue,
            "Invalid value 50001 for parameter 'max_results' supplied. It must be at most 50000",
            () => client.Experiments.SearchAsync(new ExperimentQuery { MaxResults = 50_001 }, token));
    }

    private static async Task Count_Experiments_GivesActiveRunsAndNewestStart(ITrackingClient client, CancellationToken token)
    {
        var (id, empty) = (await Given.ExperimentAsync(client, token), await Given.ExperimentAsync(client, token));
        await Given.RunAsync(client, id, token, start: 5);
        await Given.RunAsync(client, id, token, start: 7);
        await client.Runs.DeleteAsync(await Given.RunAsync(client, id, token, start: 9), token);
        var totals = await client.Runs.CountAsync([id, empty], token);

        Expect.Equal(new RunTotals(2, 7), totals[id]);
        Expect.Equal(new RunTotals(0, null), totals[empty]);
    }

    private static async Task<Experiment> LocationAsync(ITrackingClient client, string? location, CancellationToken token)
    {
        var id = await client.Experiments.CreateAsync(Given.Name("location"), location, cancellationToken: token);
        return await client.Experiments.GetAsync(id, token);
    }
}

using Reprise.Core.Errors;
using Reprise.Testing.Conformance;
using Reprise.Tracking;
using Reprise.Tracking.Registry;
using Reprise.Tracking.Runs;

namespace Reprise.Testing.Tracking;

/// <summary>What every <see cref="IModelRegistryStore"/> must do. Promotion and rollback have a suite of their own.</summary>
public static class ModelRegistryConformance
{
    /// <summary>The checks.</summary>
    public static IReadOnlyList<ConformanceCheck<ITrackingClient>> Checks { get; } = ConformanceCheck.Of<ITrackingClient>(
        CreateModel_DescriptionAndTags_AreKept,
        CreateModel_Twice_IsRefused,
        CreateModel_EmptyName_IsRefused,
        GetModel_Unknown_IsRefused,
        UpdateModel_Description_IsKept,
        RenameModel_TakesVersionsTagsAndAliasesAlong,
        RenameModel_TakenName_IsRefused,
        DeleteModel_LeavesNothingBehind,
        ModelTags_SetAndDelete_AreKept,
        CreateVersion_Numbers_AreNeverReused,
        CreateVersion_Everything_IsKept,
        CreateVersion_UnknownModel_IsRefused,
        CreateVersion_LocalSource_OnlyInTheRunsArtifacts,
        CreateVersion_RelativeSource_IsRefusedHoweverEncoded,
        CreateVersion_LoggedModel_IsLinkedBothWays,
        CreateVersion_UnknownLoggedModel_IsRefused,
        GetVersion_Unknown_IsRefused,
        UpdateVersion_Description_IsKept,
        VersionTags_SetAndDelete_AreKept,
        Tags_TooLong_AreRefused,
        DeleteVersion_DeletesItsAliases,
        TransitionStage_AnyCase_Moves,
        TransitionStage_ArchiveExisting_Archives,
        TransitionStage_Unknown_IsRefused,
        TransitionStage_ArchiveIntoInactiveStage_IsRefused,
        GetLatestVersions_GivesNewestOfEachStage,
        Aliases_MoveAndDelete,
        Aliases_Reserved_AreRefused,
        Aliases_Unknown_IsRefused,
        SearchModels_FilterOrderAndPages_Work,
        SearchVersions_FilterOrderAndPages_Work,
        Search_Prompts_AreHiddenUnlessAskedFor,
        Search_OutOfTheGrammar_IsRefusedInWords);

    private static async Task CreateModel_DescriptionAndTags_AreKept(ITrackingClient client, CancellationToken token)
    {
        var name = Given.Name("model ö/1");
        var created = await client.Registry.CreateModelAsync(name, "words", [new Tag("b", "2"), new Tag("a", "1")], token);
        var model = await client.Registry.GetModelAsync(name, token);

        foreach (var found in (RegisteredModel[])[created, model])
        {
            Expect.Equal((name, "words"), (found.Name, found.Description));
            Expect.Equal("a1 b2", string.Join(' ', found.Tags.OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => tag.Key + tag.Value)));
            Expect.True(found.CreatedAt > 0 && found.UpdatedAt >= found.CreatedAt);
            Expect.Equal((0, 0), (found.LatestVersions.Count, found.Aliases.Count));
        }
    }

    private static async Task CreateModel_Twice_IsRefused(ITrackingClient client, CancellationToken token)
    {
        var name = await Given.ModelAsync(client, token);

        await Expect.RefusedAsync(
            ErrorCode.ResourceAlreadyExists, $"Registered Model (name={name}) already exists.", () => client.Registry.CreateModelAsync(name, cancellationToken: token));
    }

    private static Task CreateModel_EmptyName_IsRefused(ITrackingClient client, CancellationToken token) => Expect.RefusedAsync(
        ErrorCode.InvalidParameterValue,
        "Missing value for required parameter 'name'. See the API docs for more information about request parameters.",
        () => client.Registry.CreateModelAsync("", cancellationToken: token));

    private static Task GetModel_Unknown_IsRefused(ITrackingClient client, CancellationToken token) =>
        Expect.RefusedAsync(ErrorCode.ResourceDoesNotExist, "Registered Model with name=nope not found", () => client.Registry.GetModelAsync("nope", token));

    private static async Task UpdateModel_Description_IsKept(ITrackingClient client, CancellationToken token)
    {
        var name = await Given.ModelAsync(client, token);
        await client.Registry.UpdateModelAsync(name, "new words", token);

        Expect.Equal("new words", (await client.Registry.GetModelAsync(name, token)).Description);
    }

    private static async Task RenameModel_TakesVersionsTagsAndAliasesAlong(ITrackingClient client, CancellationToken token)
    {
        var (name, renamed) = (await Given.ModelAsync(client, token, versions: 1), Given.Name("renamed"));
        await client.Registry.SetModelTagAsync(name, new Tag("k", "v"), token);
        await client.Registry.SetVersionTagAsync(name, 1, new Tag("vk", "vv"), token);
        await client.Registry.SetAliasAsync(name, "champ", 1, token);
        await client.Registry.RenameModelAsync(name, renamed, token);
        var model = await client.Registry.GetModelAsync(renamed, token);

        Expect.Sequence([new Tag("k", "v")], model.Tags);
        Expect.Sequence([new ModelAlias("champ", 1)], model.Aliases);
        Expect.Equal("vv", (await client.Registry.GetVersionAsync(renamed, 1, token)).Tag("vk"));
        await Expect.RefusedWithAsync(ErrorCode.ResourceDoesNotExist, name, () => client.Registry.GetModelAsync(name, token));
    }

    private static async Task RenameModel_TakenName_IsRefused(ITrackingClient client, CancellationToken token)
    {
        var (name, taken) = (await Given.ModelAsync(client, token), await Given.ModelAsync(client, token));

        await Expect.RefusedWithAsync(ErrorCode.ResourceAlreadyExists, taken, () => client.Registry.RenameModelAsync(name, taken, token));
    }

    private static async Task DeleteModel_LeavesNothingBehind(ITrackingClient client, CancellationToken token)
    {
        var name = await Given.ModelAsync(client, token, versions: 2);
        await client.Registry.SetModelTagAsync(name, new Tag("k", "v"), token);
        await client.Registry.SetVersionTagAsync(name, 1, new Tag("k", "v"), token);
        await client.Registry.SetAliasAsync(name, "champ", 1, token);
        await client.Registry.DeleteModelAsync(name, token);
        await Expect.RefusedWithAsync(ErrorCode.ResourceDoesNotExist, name, () => client.Registry.GetModelAsync(name, token));
        await client.Registry.CreateModelAsync(name, cancellationToken: token);
        var version = await Given.VersionAsync(client, name, token);
        var model = await client.Registry.GetModelAsync(name, token);

        Expect.Equal((0, 0, 1, 0), (model.Tags.Count, model.Aliases.Count, version.Version, version.Tags.Count));
    }

    private static async Task ModelTags_SetAndDelete_AreKept(ITrackingClient client, CancellationToken token)
    {
        var name = await Given.ModelAsync(client, token);
        await client.Registry.SetModelTagAsync(name, new Tag("k", "1"), token);
        await client.Registry.SetModelTagAsync(name, new Tag("k", "2"), token);
        await client.Registry.SetModelTagAsync(name, new Tag("gone", "1"), token);
        await client.Registry.DeleteModelTagAsync(name, "gone", token);

        Expect.Sequence([new Tag("k", "2")], (await client.Registry.GetModelAsync(name, token)).Tags);
    }

    private static async Task CreateVersion_Numbers_AreNeverReused(ITrackingClient client, CancellationToken token)
    {
        var name = await Given.ModelAsync(client, token, versions: 2);
        await client.Registry.DeleteVersionAsync(name, 2, token);

        Expect.Equal(3, (await Given.VersionAsync(client, name, token)).Version);
    }

    private static async Task CreateVersion_Everything_IsKept(ITrackingClient client, CancellationToken token)
    {
        var (name, runId) = (await Given.ModelAsync(client, token), await Given.RunAsync(client, token));
        var source = $"{(await client.Runs.GetAsync(runId, token)).Info.ArtifactUri}/model";
        var created = await client.Registry.CreateVersionAsync(
            new NewModelVersion { Name = name, Source = source, RunId = runId, RunLink = "http://x/run", Description = "words", Tags = [new Tag("k", "v")] }, token);
        var version = await client.Registry.GetVersionAsync(name, 1, token);

        foreach (var found in (ModelVersion[])[created, version])
        {
            Expect.Equal((name, 1, source, runId), (found.Name, found.Version, found.Source, found.RunId));
            Expect.Equal(("http://x/run", "words", "READY", ModelStage.None), (found.RunLink, found.Description, found.Status, found.Stage));
            Expect.Equal(("v", (string?)null), (found.Tag("k"), found.ModelId));
        }

        Expect.Equal(source, await client.Registry.GetDownloadUriAsync(name, 1, token));
    }

    private static Task CreateVersion_UnknownModel_IsRefused(ITrackingClient client, CancellationToken token) => Expect.RefusedAsync(
        ErrorCode.ResourceDoesNotExist, "Registered Model with name=nope not found", () => Given.VersionAsync(client, "nope", token));

    private static async Task CreateVersion_LocalSource_OnlyInTheRunsArtifacts(ITrackingClient client, CancellationToken token)
    {
        var name = await Given.ModelAsync(client, token);
        var experiment = await client.Experiments.CreateAsync(Given.Name("local"), "/tmp/reprise-conformance", cancellationToken: token);
        var runId = await Given.RunAsync(client, experiment, token);
        var root = (await client.Runs.GetAsync(runId, token)).Info.ArtifactUri;
        var elsewhere = await Given.RunAsync(client, token);
        Task<ModelVersion> CreateAsync(string source, string? run) =>
            client.Registry.CreateVersionAsync(new NewModelVersion { Name = name, Source = source, RunId = run }, token);

        (string Source, string? RunId)[] refused =
        [
            ("/etc", null), ("/etc", runId), ("file:///etc", runId), ($"{root}/../x", runId), ($"{root}-other/model", runId), ($"{root}/model", null), ($"{root}/model", elsewhere),
        ];
        foreach (var (source, run) in refused)
        {
            await Expect.RefusedAsync(
                ErrorCode.InvalidParameterValue,
                $"Invalid model version source: '{source}'. To use a local path as a model version source, the run_id request parameter has to be specified "
                + "and the local path has to be contained within the artifact directory of the run specified by the run_id.",
                () => CreateAsync(source, run));
        }

        Expect.Equal(1, (await CreateAsync($"{root}/model", runId)).Version);
        Expect.Equal(2, (await CreateAsync($"file://{root}/model", runId)).Version);
    }

    private static async Task CreateVersion_RelativeSource_IsRefusedHoweverEncoded(ITrackingClient client, CancellationToken token)
    {
        var name = await Given.ModelAsync(client, token);
        string[] sources =
        [
            "mlflow-artifacts:/1/../../etc", "mlflow-artifacts:/1/%2e%2e/x", "s3://bucket/a/%252e%252e/x", "https://host/a/..%2fb", "s3://b/a\\..\\x", "s3://b/x?path=../y",
            "mlflow-artifacts:/x%00y",
        ];

        foreach (var source in sources)
        {
            await Expect.RefusedWithAsync(
                ErrorCode.InvalidParameterValue,
                $"Invalid model version source: '{source}'.",
                () => client.Registry.CreateVersionAsync(new NewModelVersion { Name = name, Source = source }, token));
        }
    }

    private static async Task CreateVersion_LoggedModel_IsLinkedBothWays(ITrackingClient client, CancellationToken token)
    {
        var experiment = await Given.ExperimentAsync(client, token);
        var runId = await Given.RunAsync(client, experiment, token);
        var model = await client.LoggedModels.CreateAsync(experiment, "m", sourceRunId: runId, cancellationToken: token);
        var name = await Given.ModelAsync(client, token);
        await client.Registry.CreateVersionAsync(new NewModelVersion { Name = name, Source = $"models:/{model.ModelId}" }, token);
        await client.Registry.CreateVersionAsync(new NewModelVersion { Name = name, Source = model.ArtifactUri, ModelId = model.ModelId }, token);
        var linked = (await client.LoggedModels.GetAsync(model.ModelId, token)).Tags.Single(tag => tag.Key == "mlflow.modelVersions").Value;
        using var versions = System.Text.Json.JsonDocument.Parse(linked);

        Expect.Equal(model.ArtifactUri, await client.Registry.GetDownloadUriAsync(name, 1, token));
        Expect.Equal((model.ModelId, runId), ((await client.Registry.GetVersionAsync(name, 1, token)).ModelId, (await client.Registry.GetVersionAsync(name, 1, token)).RunId));
        Expect.Equal(model.ModelId, (await client.Registry.GetVersionAsync(name, 2, token)).ModelId);
        Expect.Sequence(
            [(name, 1), (name, 2)],
            versions.RootElement.EnumerateArray().Select(item => (item.GetProperty("name").GetString()!, item.GetProperty("version").GetInt32())));
    }

    private static async Task CreateVersion_UnknownLoggedModel_IsRefused(ITrackingClient client, CancellationToken token)
    {
        var name = await Given.ModelAsync(client, token);
        var id = $"m-{Guid.NewGuid():N}";

        await Expect.RefusedWithAsync(
            ErrorCode.ResourceDoesNotExist, id, () => client.Registry.CreateVersionAsync(new NewModelVersion { Name = name, Source = $"models:/{id}" }, token));
    }

    private static async Task GetVersion_Unknown_IsRefused(ITrackingClient client, CancellationToken token)
    {
        var name = await Given.ModelAsync(client, token);

        await Expect.RefusedAsync(
            ErrorCode.ResourceDoesNotExist, $"Model Version (name={name}, version=9) not found", () => client.Registry.GetVersionAsync(name, 9, token));
    }

    private static async Task UpdateVersion_Description_IsKept(ITrackingClient client, CancellationToken token)
    {
        var name = await Given.ModelAsync(client, token, versions: 1);
        await client.Registry.UpdateVersionAsync(name, 1, "words", token);

        Expect.Equal("words", (await client.Registry.GetVersionAsync(name, 1, token)).Description);
    }

    private static async Task VersionTags_SetAndDelete_AreKept(ITrackingClient client, CancellationToken token)
    {
        var name = await Given.ModelAsync(client, token, versions: 1);
        await client.Registry.SetVersionTagAsync(name, 1, new Tag("k", "1"), token);
        await client.Registry.SetVersionTagAsync(name, 1, new Tag("k", "2"), token);
        await client.Registry.SetVersionTagAsync(name, 1, new Tag("gone", "1"), token);
        await client.Registry.DeleteVersionTagAsync(name, 1, "gone", token);

        Expect.Sequence([new Tag("k", "2")], (await client.Registry.GetVersionAsync(name, 1, token)).Tags);
    }

    private static async Task Tags_TooLong_AreRefused(ITrackingClient client, CancellationToken token)
    {
        var name = await Given.ModelAsync(client, token, versions: 1);
        var tag = new Tag("k", new string('v', 100_001));

        await Expect.RefusedWithAsync(ErrorCode.InvalidParameterValue, "100000", () => client.Registry.SetModelTagAsync(name, tag, token));
        await Expect.RefusedWithAsync(ErrorCode.InvalidParameterValue, "100000", () => client.Registry.SetVersionTagAsync(name, 1, tag, token));
    }

    private static async Task DeleteVersion_DeletesItsAliases(ITrackingClient client, CancellationToken token)
    {
        var name = await Given.ModelAsync(client, token, versions: 2);
        await client.Registry.SetAliasAsync(name, "champ", 1, token);
        await client.Registry.SetAliasAsync(name, "other", 2, token);
        await client.Registry.DeleteVersionAsync(name, 1, token);

        Expect.Sequence([new ModelAlias("other", 2)], (await client.Registry.GetModelAsync(name, token)).Aliases);
        await Expect.RefusedWithAsync(ErrorCode.ResourceDoesNotExist, "version=1", () => client.Registry.GetVersionAsync(name, 1, token));
        await Expect.RefusedWithAsync(ErrorCode.ResourceDoesNotExist, "version=1", () => client.Registry.DeleteVersionAsync(name, 1, token));
    }

    private static async Task TransitionStage_AnyCase_Moves(ITrackingClient client, CancellationToken token)
    {
        var name = await Given.ModelAsync(client, token, versions: 1);
        (string Written, ModelStage Stage)[] moves =
        [
            ("production", ModelStage.Production), ("STAGING", ModelStage.Staging), ("Archived", ModelStage.Archived), ("none", ModelStage.None),
        ];

        foreach (var (written, stage) in moves)
        {
            Expect.Equal(stage, (await client.Registry.TransitionStageAsync(name, 1, written, archiveExistingVersions: false, token)).Stage);
        }
    }

    private static async Task TransitionStage_ArchiveExisting_Archives(ITrackingClient client, CancellationToken token)
    {
        var name = await Given.ModelAsync(client, token, versions: 3);
        await client.Registry.TransitionStageAsync(name, 1, "Production", archiveExistingVersions: false, token);
        await client.Registry.TransitionStageAsync(name, 2, "Production", archiveExistingVersions: false, token);
        Expect.Equal(ModelStage.Production, (await client.Registry.GetVersionAsync(name, 1, token)).Stage);
        await client.Registry.TransitionStageAsync(name, 3, "Production", archiveExistingVersions: true, token);

        Expect.Equal(ModelStage.Archived, (await client.Registry.GetVersionAsync(name, 1, token)).Stage);
        Expect.Equal(ModelStage.Archived, (await client.Registry.GetVersionAsync(name, 2, token)).Stage);
        Expect.Equal(ModelStage.Production, (await client.Registry.GetVersionAsync(name, 3, token)).Stage);
    }

    private static async Task TransitionStage_Unknown_IsRefused(ITrackingClient client, CancellationToken token)
    {
        var name = await Given.ModelAsync(client, token, versions: 1);

        await Expect.RefusedAsync(
            ErrorCode.InvalidParameterValue,
            "Invalid Model Version stage: bogus. Value must be one of None, Staging, Production, Archived.",
            () => client.Registry.TransitionStageAsync(name, 1, "bogus", archiveExistingVersions: false, token));
    }

    private static async Task TransitionStage_ArchiveIntoInactiveStage_IsRefused(ITrackingClient client, CancellationToken token)
    {
        var name = await Given.ModelAsync(client, token, versions: 1);

        await Expect.RefusedAsync(
            ErrorCode.InvalidParameterValue,
            "Model version transition cannot archive existing model versions because 'None' is not an Active stage. Valid stages are ['Staging', 'Production']",
            () => client.Registry.TransitionStageAsync(name, 1, "None", archiveExistingVersions: true, token));
    }

    private static async Task GetLatestVersions_GivesNewestOfEachStage(ITrackingClient client, CancellationToken token)
    {
        var name = await Given.ModelAsync(client, token, versions: 4);
        await client.Registry.TransitionStageAsync(name, 1, "Production", archiveExistingVersions: false, token);
        await client.Registry.TransitionStageAsync(name, 2, "Production", archiveExistingVersions: false, token);
        await client.Registry.SetAliasAsync(name, "champ", 2, token);
        var production = await client.Registry.GetLatestVersionsAsync(name, ["production"], token);
        var all = await client.Registry.GetLatestVersionsAsync(name, [], token);
        var model = await client.Registry.GetModelAsync(name, token);

        Expect.Sequence([2], production.Select(version => version.Version));
        Expect.Sequence(["champ"], production[0].Aliases);
        Expect.Sequence([2, 4], all.Select(version => version.Version).Order());
        Expect.Sequence([2, 4], model.LatestVersions.Select(version => version.Version).Order());
    }

    private static async Task Aliases_MoveAndDelete(ITrackingClient client, CancellationToken token)
    {
        var name = await Given.ModelAsync(client, token, versions: 2);
        await client.Registry.SetAliasAsync(name, "champ", 1, token);
        await client.Registry.SetAliasAsync(name, "champ", 2, token);
        await client.Registry.SetAliasAsync(name, "Champ-2_b", 2, token);

        Expect.Equal(2, (await client.Registry.GetVersionByAliasAsync(name, "champ", token)).Version);
        Expect.Sequence(["Champ-2_b", "champ"], (await client.Registry.GetVersionAsync(name, 2, token)).Aliases.Order(StringComparer.Ordinal));
        Expect.Equal(0, (await client.Registry.GetVersionAsync(name, 1, token)).Aliases.Count);
        await client.Registry.DeleteAliasAsync(name, "champ", token);
        await client.Registry.DeleteAliasAsync(name, "champ", token);
        Expect.Sequence([new ModelAlias("Champ-2_b", 2)], (await client.Registry.GetModelAsync(name, token)).Aliases);
    }

    private static async Task Aliases_Reserved_AreRefused(ITrackingClient client, CancellationToken token)
    {
        var name = await Given.ModelAsync(client, token, versions: 1);
        Task Refused(string alias, string message) =>
            Expect.RefusedAsync(ErrorCode.InvalidParameterValue, message, () => client.Registry.SetAliasAsync(name, alias, 1, token));

        await Refused("v3", "Version alias name 'v3' is reserved.");
        await Refused("V12", "Version alias name 'V12' is reserved.");
        await Refused("latest", "'latest' alias name (case insensitive) is reserved.");
        await Refused("LATEST", "'latest' alias name (case insensitive) is reserved.");
        await Refused("bad alias", "Invalid alias name: 'bad alias'. Names may only contain alphanumerics, underscores (_), and dashes (-).");
        await Refused(new string('a', 256), "'Registered model alias name' exceeds the maximum length of 255 characters");
        await client.Registry.SetAliasAsync(name, "v3x", 1, token);
    }

    private static async Task Aliases_Unknown_IsRefused(ITrackingClient client, CancellationToken token)
    {
        var name = await Given.ModelAsync(client, token, versions: 1);

        await Expect.RefusedAsync(
            ErrorCode.InvalidParameterValue, "Registered model alias nope not found.", () => client.Registry.GetVersionByAliasAsync(name, "nope", token));
        await Expect.RefusedAsync(
            ErrorCode.ResourceDoesNotExist, $"Model Version (name={name}, version=7) not found", () => client.Registry.SetAliasAsync(name, "x", 7, token));
    }

    private static async Task SearchModels_FilterOrderAndPages_Work(ITrackingClient client, CancellationToken token)
    {
        var prefix = Given.Name("Search");
        for (var i = 0; i < 3; i++)
        {
            await client.Registry.CreateModelAsync($"{prefix}-{i}", tags: [new Tag("n", i.ToString(System.Globalization.CultureInfo.InvariantCulture))], cancellationToken: token);
        }

        async Task<IEnumerable<string>> NamesAsync(string filter, string? order = null) =>
            (await client.Registry.SearchModelsAsync(new RegistryQuery { Filter = filter, OrderBy = order is null ? [] : [order] }, token)).Items.Select(model => model.Name[^1..]);
        Expect.Sequence(["0", "1", "2"], await NamesAsync($"name LIKE '{prefix}%'"));
        Expect.Sequence(["2", "1", "0"], await NamesAsync($"name ILIKE '{prefix.ToLowerInvariant()}%'", "name DESC"));
        Expect.Sequence(["1"], await NamesAsync($"name LIKE '{prefix}%' AND tags.n = '1'"));
        Expect.Sequence(["0", "1", "2"], await NamesAsync($"name LIKE '{prefix}%'", "creation_timestamp"));

        var page = await client.Registry.SearchModelsAsync(new RegistryQuery { Filter = $"name LIKE '{prefix}%'", MaxResults = 2 }, token);
        var rest = await client.Registry.SearchModelsAsync(new RegistryQuery { Filter = $"name LIKE '{prefix}%'", MaxResults = 2, PageToken = page.NextPageToken }, token);
        Expect.Equal((2, 1, (string?)null), (page.Items.Count, rest.Items.Count, rest.NextPageToken));
    }

    private static async Task SearchVersions_FilterOrderAndPages_Work(ITrackingClient client, CancellationToken token)
    {
        var (name, runId) = (await Given.ModelAsync(client, token, versions: 2), await Given.RunAsync(client, token));
        await client.Registry.CreateVersionAsync(new NewModelVersion { Name = name, Source = "s3://b/model", RunId = runId, Tags = [new Tag("k", "v")] }, token);
        async Task<IEnumerable<int>> VersionsAsync(string filter, string? order = "version_number ASC") =>
            (await client.Registry.SearchVersionsAsync(new RegistryQuery { Filter = filter, OrderBy = order is null ? [] : [order] }, token)).Items.Select(version => version.Version);

        Expect.Sequence([1, 2, 3], await VersionsAsync($"name='{name}'"));
        Expect.Sequence([3, 2, 1], await VersionsAsync($"name='{name}'", "version_number DESC"));
        Expect.Sequence([3], await VersionsAsync($"run_id = '{runId}'"));
        Expect.Sequence([3], await VersionsAsync($"run_id IN ('{runId}', 'other')"));
        Expect.Sequence([3], await VersionsAsync($"name = '{name}' AND source_path LIKE 's3://%'"));
        Expect.Sequence([2, 3], await VersionsAsync($"name = '{name}' AND version_number > 1"));
        Expect.Sequence([3], await VersionsAsync($"name = '{name}' AND tags.k = 'v'"));
        await client.Registry.DeleteVersionAsync(name, 2, token);
        Expect.Sequence([1, 3], await VersionsAsync($"name = '{name}'"));
        await client.Registry.UpdateVersionAsync(name, 1, "touched last", token);
        Expect.Equal(2, (await VersionsAsync($"name = '{name}'", order: null)).Count());
    }

    private static async Task Search_Prompts_AreHiddenUnlessAskedFor(ITrackingClient client, CancellationToken token)
    {
        var name = Given.Name("prompt");
        await client.Registry.CreateModelAsync(name, tags: [new Tag("mlflow.prompt.is_prompt", "true")], cancellationToken: token);
        async Task<int> CountAsync(string filter) => (await client.Registry.SearchModelsAsync(new RegistryQuery { Filter = filter }, token)).Items.Count;

        Expect.Equal(0, await CountAsync($"name = '{name}'"));
        Expect.Equal(1, await CountAsync($"name = '{name}' AND tags.mlflow.prompt.is_prompt = 'true'"));
    }

    private static async Task Search_OutOfTheGrammar_IsRefusedInWords(ITrackingClient client, CancellationToken token)
    {
        Task Models(string filter, string words) => Expect.RefusedWithAsync(
            ErrorCode.InvalidParameterValue, words, () => client.Registry.SearchModelsAsync(new RegistryQuery { Filter = filter }, token));
        Task Versions(string filter, string words) => Expect.RefusedWithAsync(
            ErrorCode.InvalidParameterValue, words, () => client.Registry.SearchVersionsAsync(new RegistryQuery { Filter = filter }, token));

        await Models("nope = 'x'", "Invalid attribute key 'nope' specified.");
        await Models("name = 3", "Expected a quoted string value for attributes. Got value 3");
        await Versions("name IN ('a')", "Only the 'run_id' attribute supports comparison with a list of quoted string values.");
        await Versions("version_number = 'x'", "Expected numeric value type for numeric attribute: version_number. Found 'x'");
        await Expect.RefusedWithAsync(
            ErrorCode.InvalidParameterValue, "It must be at most 1000", () => client.Registry.SearchModelsAsync(new RegistryQuery { MaxResults = 1001 }, token));
    }
}

using Reprise.Core.Errors;
using Reprise.Testing.Conformance;
using Reprise.Tracking;
using Reprise.Tracking.Registry;
using Reprise.Tracking.Runs;

namespace Reprise.Testing.Tracking;

/// <summary>What every <see cref="IModelRegistryStore"/> must do with versions, stages and aliases. Promotion and rollback have a suite of their own.</summary>
public static class ModelVersionConformance
{
    /// <summary>The checks.</summary>
    public static IReadOnlyList<ConformanceCheck<ITrackingClient>> Checks { get; } = ConformanceCheck.Of<ITrackingClient>(
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
        Aliases_Unknown_IsRefused);

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
}

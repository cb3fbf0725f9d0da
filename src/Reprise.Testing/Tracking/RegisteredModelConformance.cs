using Reprise.Core.Errors;
using Reprise.Testing.Conformance;
using Reprise.Tracking;
using Reprise.Tracking.Registry;
using Reprise.Tracking.Runs;

namespace Reprise.Testing.Tracking;

/// <summary>What every <see cref="IModelRegistryStore"/> must do with registered models and in searches.</summary>
public static class RegisteredModelConformance
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
        SearchModels_FilterOrderAndPages_Work,
        SearchVersions_FilterOrderAndPages_Work,
        Search_Prompts_AreHiddenUnlessAskedFor,
        Search_OutOfTheGrammar_IsRefusedInWords);

    private static async Task CreateModel_DescriptionAndTags_AreKept(ITrackingClient client, CancellationToken token)
    {
        var name = Given.Name("model ö 1");
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

using System.Globalization;
using Reprise.Tracking.Registry;
using Reprise.Tracking.Wire;

namespace Reprise.Tracking.Http;

/// <summary>Registered models and versions of a server.</summary>
internal sealed class HttpModelRegistryStore(RestChannel channel) : IModelRegistryStore
{
    private const string Own = "/api/2.0/reprise/registered-models/";

    public async Task<RegisteredModel> CreateModelAsync(
        string name, string? description = null, IReadOnlyList<Tag>? tags = null, CancellationToken cancellationToken = default)
    {
        var request = new CreateRegisteredModelRequest(name, WirePair.From(tags ?? []), description);
        return Read(await channel.SendOnceAsync<CreateRegisteredModelRequest, RegisteredModelResponse>(
            HttpMethod.Post, "registered-models/create", request, cancellationToken)
            .ConfigureAwait(false));
    }

    public async Task<RegisteredModel> GetModelAsync(string name, CancellationToken cancellationToken = default) =>
        Read(await channel.GetAsync<RegisteredModelResponse>("registered-models/get", Named(name), cancellationToken).ConfigureAwait(false));

    public async Task<RegisteredModel> RenameModelAsync(string name, string newName, CancellationToken cancellationToken = default) =>
        Read(await channel.SendOnceAsync<RenameRegisteredModelRequest, RegisteredModelResponse>(
            HttpMethod.Post, "registered-models/rename", new RenameRegisteredModelRequest(name, newName), cancellationToken).ConfigureAwait(false));

    public async Task<RegisteredModel> UpdateModelAsync(string name, string? description, CancellationToken cancellationToken = default) =>
        Read(await channel.SendAsync<UpdateRegisteredModelRequest, RegisteredModelResponse>(
            HttpMethod.Patch, "registered-models/update", new UpdateRegisteredModelRequest(name, description), cancellationToken).ConfigureAwait(false));

    public Task<RegistryHistory> GetHistoryAsync(RegistryHistoryQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var text = RestQuery.None.Add("name", query.Name).Add("at", query.At?.ToString(CultureInfo.InvariantCulture)).Add("alias", query.Alias)
            .Add("moves_only", query.MovesOnly ? "true" : null).Add("max_results", query.MaxResults).Add("page_token", query.PageToken);
        return channel.GetAsync<RegistryHistory>(Own + "history", text, cancellationToken);
    }

    public Task DeleteModelAsync(string name, CancellationToken cancellationToken = default) =>
        DeleteAsync("registered-models/delete", new RegisteredModelNameRequest(name), cancellationToken);

    public async Task<Page<RegisteredModel>> SearchModelsAsync(RegistryQuery query, CancellationToken cancellationToken = default)
    {
        var response = await channel.GetAsync<SearchRegisteredModelsResponse>("registered-models/search", Query(query), cancellationToken)
            .ConfigureAwait(false);
        return new(response.RegisteredModels.FromWire(model => model.ToEntity()), response.NextPageToken);
    }

    public Task SetModelTagAsync(string name, Tag tag, CancellationToken cancellationToken = default) =>
        PostAsync("registered-models/set-tag", new RegisteredModelTagRequest(name, tag.Key, tag.Value), cancellationToken);

    public Task DeleteModelTagAsync(string name, string key, CancellationToken cancellationToken = default) =>
        DeleteAsync("registered-models/delete-tag", new RegisteredModelTagRequest(name, key, null), cancellationToken);

    public async Task<IReadOnlyList<ModelVersion>> GetLatestVersionsAsync(
        string name, IReadOnlyList<string> stages, CancellationToken cancellationToken = default)
    {
        var response = await channel.SendAsync<GetLatestVersionsRequest, ModelVersionsResponse>(
            HttpMethod.Post, "registered-models/get-latest-versions", new GetLatestVersionsRequest(name, stages), cancellationToken).ConfigureAwait(false);
        return response.ModelVersions.FromWire(version => version.ToEntity());
    }

    public async Task<ModelVersion> CreateVersionAsync(NewModelVersion version, CancellationToken cancellationToken = default)
    {
        var request = new CreateModelVersionRequest
        {
            Name = version.Name,
            Source = version.Source,
            RunId = version.RunId,
            RunLink = version.RunLink,
            ModelId = version.ModelId,
            Description = version.Description,
            Tags = WirePair.From(version.Tags),
        };
        return Read(await channel.SendOnceAsync<CreateModelVersionRequest, ModelVersionResponse>(
            HttpMethod.Post, "model-versions/create", request, cancellationToken)
            .ConfigureAwait(false));
    }

    public async Task<ModelVersion> GetVersionAsync(string name, int version, CancellationToken cancellationToken = default) =>
        Read(await channel.GetAsync<ModelVersionResponse>("model-versions/get", Named(name).Add("version", version), cancellationToken).ConfigureAwait(false));

    public async Task<ModelVersion> UpdateVersionAsync(string name, int version, string? description, CancellationToken cancellationToken = default) =>
        Read(await channel.SendAsync<UpdateModelVersionRequest, ModelVersionResponse>(
            HttpMethod.Patch, "model-versions/update", new UpdateModelVersionRequest(name, Text(version), description), cancellationToken).ConfigureAwait(false));

    public Task DeleteVersionAsync(string name, int version, CancellationToken cancellationToken = default) =>
        DeleteAsync("model-versions/delete", new ModelVersionRequest(name, Text(version)), cancellationToken);

    public async Task<Page<ModelVersion>> SearchVersionsAsync(RegistryQuery query, CancellationToken cancellationToken = default)
    {
        var response = await channel.GetAsync<ModelVersionsResponse>("model-versions/search", Query(query), cancellationToken).ConfigureAwait(false);
        return new(response.ModelVersions.FromWire(version => version.ToEntity()), response.NextPageToken);
    }

    public Task SetVersionTagAsync(string name, int version, Tag tag, CancellationToken cancellationToken = default) =>
        PostAsync("model-versions/set-tag", new ModelVersionTagRequest(name, Text(version), tag.Key, tag.Value), cancellationToken);

    public Task DeleteVersionTagAsync(string name, int version, string key, CancellationToken cancellationToken = default) =>
        DeleteAsync("model-versions/delete-tag", new ModelVersionTagRequest(name, Text(version), key, null), cancellationToken);

    public async Task<ModelVersion> TransitionStageAsync(
        string name, int version, string stage, bool archiveExistingVersions, CancellationToken cancellationToken = default) =>
        Read(await channel.SendAsync<TransitionStageRequest, ModelVersionResponse>(
            HttpMethod.Post,
            "model-versions/transition-stage",
            new TransitionStageRequest(name, Text(version), stage, archiveExistingVersions),
            cancellationToken).ConfigureAwait(false));

    public async Task<string> GetDownloadUriAsync(string name, int version, CancellationToken cancellationToken = default)
    {
        var query = Named(name).Add("version", version);
        var response = await channel.GetAsync<DownloadUriResponse>("model-versions/get-download-uri", query, cancellationToken).ConfigureAwait(false);
        return response.ArtifactUri ?? "";
    }

    public Task SetAliasAsync(string name, string alias, int version, CancellationToken cancellationToken = default) =>
        PostAsync("registered-models/alias", new RegisteredModelAliasRequest(name, alias, Text(version)), cancellationToken);

    public Task DeleteAliasAsync(string name, string alias, CancellationToken cancellationToken = default) =>
        channel.SendAsync<RegisteredModelAliasRequest, EmptyMessage>(
            HttpMethod.Delete, "registered-models/alias", new RegisteredModelAliasRequest(name, alias, null), cancellationToken);

    public async Task<ModelVersion> GetVersionByAliasAsync(string name, string alias, CancellationToken cancellationToken = default) =>
        Read(await channel.GetAsync<ModelVersionResponse>("registered-models/alias", Named(name).Add("alias", alias), cancellationToken).ConfigureAwait(false));

    public async Task<ModelVersion> PromoteAsync(Promotion promotion, CancellationToken cancellationToken = default)
    {
        var request = new PromoteRequest
        {
            Name = promotion.Name,
            Version = Text(promotion.Version),
            Alias = promotion.Alias,
            Stage = promotion.Stage.ToString(),
            Reason = promotion.Reason,
            ExpectedLive = promotion.ExpectedLive,
        };
        return Read(await channel.SendOnceAsync<PromoteRequest, ModelVersionResponse>(
            HttpMethod.Post, Own + "promote", request, cancellationToken).ConfigureAwait(false));
    }

    public async Task<ModelVersion> RollbackAsync(
        string name, string alias = Promotion.DefaultAlias, string? reason = null, CancellationToken cancellationToken = default) =>
        Read(await channel.SendOnceAsync<RollbackRequest, ModelVersionResponse>(
            HttpMethod.Post, Own + "rollback", new RollbackRequest(name, alias, reason), cancellationToken).ConfigureAwait(false));

    private static RestQuery Named(string name) => new RestQuery().Add("name", name);

    private static RestQuery Query(RegistryQuery query) => new RestQuery()
        .Add("filter", query.Filter)
        .Add("max_results", query.MaxResults)
        .Add("order_by", query.OrderBy)
        .Add("page_token", query.PageToken);

    private static string Text(int version) => version.ToString(CultureInfo.InvariantCulture);

    private static RegisteredModel Read(RegisteredModelResponse response) => (response.RegisteredModel ?? new RegisteredModelMessage()).ToEntity();

    private static ModelVersion Read(ModelVersionResponse response) => (response.ModelVersion ?? new ModelVersionMessage()).ToEntity();

    private Task<EmptyMessage> PostAsync<TRequest>(string path, TRequest request, CancellationToken cancellationToken) =>
        channel.SendAsync<TRequest, EmptyMessage>(HttpMethod.Post, path, request, cancellationToken);

    // Not repeated: deleting what the first try deleted would report a success as a failure.
    private Task<EmptyMessage> DeleteAsync<TRequest>(string path, TRequest request, CancellationToken cancellationToken) =>
        channel.SendOnceAsync<TRequest, EmptyMessage>(HttpMethod.Delete, path, request, cancellationToken);
}

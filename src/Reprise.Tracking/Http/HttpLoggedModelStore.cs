using Reprise.Tracking.LoggedModels;
using Reprise.Tracking.Runs;
using Reprise.Tracking.Wire;

namespace Reprise.Tracking.Http;

/// <summary>Logged models of a server.</summary>
internal sealed class HttpLoggedModelStore(RestChannel channel) : ILoggedModelStore
{
    public async Task<LoggedModel> CreateAsync(
        string experimentId,
        string? name = null,
        string? modelType = null,
        string? sourceRunId = null,
        IReadOnlyList<Param>? parameters = null,
        IReadOnlyList<Tag>? tags = null,
        CancellationToken cancellationToken = default)
    {
        var request = new CreateLoggedModelRequest
        {
            ExperimentId = experimentId,
            Name = name,
            ModelType = modelType,
            SourceRunId = sourceRunId,
            Params = WirePair.From(parameters ?? []),
            Tags = WirePair.From(tags ?? []),
        };
        return Read(await channel.SendOnceAsync<CreateLoggedModelRequest, LoggedModelResponse>(
            HttpMethod.Post, "logged-models", request, cancellationToken).ConfigureAwait(false));
    }

    public async Task<LoggedModel> GetAsync(string modelId, CancellationToken cancellationToken = default) =>
        Read(await channel.GetAsync<LoggedModelResponse>(At(modelId), RestQuery.None, cancellationToken).ConfigureAwait(false));

    public async Task<LoggedModel> FinalizeAsync(string modelId, LoggedModelStatus status, CancellationToken cancellationToken = default) =>
        Read(await channel.SendAsync<FinalizeLoggedModelRequest, LoggedModelResponse>(
            HttpMethod.Patch, At(modelId), new FinalizeLoggedModelRequest(status.ToWire()), cancellationToken).ConfigureAwait(false));

    public Task DeleteAsync(string modelId, CancellationToken cancellationToken = default) =>
        channel.SendOnceAsync<EmptyMessage, EmptyMessage>(HttpMethod.Delete, At(modelId), EmptyMessage.Instance, cancellationToken);

    public Task SetTagsAsync(string modelId, IReadOnlyList<Tag> tags, CancellationToken cancellationToken = default) =>
        channel.SendAsync<LoggedModelTagsRequest, EmptyMessage>(
            HttpMethod.Patch, At(modelId) + "/tags", new LoggedModelTagsRequest(WirePair.From(tags)), cancellationToken);

    public Task DeleteTagAsync(string modelId, string key, CancellationToken cancellationToken = default) =>
        channel.SendOnceAsync<EmptyMessage, EmptyMessage>(
            HttpMethod.Delete, $"{At(modelId)}/tags/{Uri.EscapeDataString(key)}", EmptyMessage.Instance, cancellationToken);

    public Task LogParamsAsync(string modelId, IReadOnlyList<Param> parameters, CancellationToken cancellationToken = default) =>
        channel.SendAsync<LoggedModelParamsRequest, EmptyMessage>(
            HttpMethod.Post, At(modelId) + "/params", new LoggedModelParamsRequest(WirePair.From(parameters)), cancellationToken);

    public async Task<Page<LoggedModel>> SearchAsync(LoggedModelQuery query, CancellationToken cancellationToken = default)
    {
        if (query.ExperimentIds.Count == 0)
        {
            return Page<LoggedModel>.Empty;   // a server takes none to mean: those the filter names
        }

        var request = new SearchLoggedModelsRequest
        {
            ExperimentIds = query.ExperimentIds,
            Filter = query.Filter,
            OrderBy = [.. query.OrderBy.Select((clause, i) => LoggedModelOrderMessage.From(clause) with
            {
                DatasetName = query.OrderDatasets.ElementAtOrDefault(i)?.Name, DatasetDigest = query.OrderDatasets.ElementAtOrDefault(i)?.Digest,
            })],
            Datasets = query.Datasets.ToWire(dataset => new LoggedModelDatasetMessage(dataset.Name, dataset.Digest)),
            MaxResults = query.MaxResults,
            PageToken = query.PageToken,
        };
        var response = await channel.SendAsync<SearchLoggedModelsRequest, SearchLoggedModelsResponse>(
            HttpMethod.Post, "logged-models/search", request, cancellationToken).ConfigureAwait(false);
        return new(response.Models.FromWire(model => model.ToEntity()), response.NextPageToken);
    }

    private static string At(string modelId) => "logged-models/" + Uri.EscapeDataString(modelId);

    private static LoggedModel Read(LoggedModelResponse response) => (response.Model ?? new LoggedModelMessage(null, null)).ToEntity();
}

using Reprise.Core.Errors;
using Reprise.Tracking.Experiments;
using Reprise.Tracking.Wire;

namespace Reprise.Tracking.Http;

/// <summary>Experiments of a server.</summary>
internal sealed class HttpExperimentStore(RestChannel channel) : IExperimentStore
{
    public async Task<string> CreateAsync(
        string name, string? artifactLocation = null, IReadOnlyList<Tag>? tags = null, CancellationToken cancellationToken = default)
    {
        var request = new CreateExperimentRequest(name, artifactLocation, WirePair.From(tags ?? []));
        var response = await channel.SendOnceAsync<CreateExperimentRequest, CreateExperimentResponse>(
            HttpMethod.Post, "experiments/create", request, cancellationToken)
            .ConfigureAwait(false);
        return response.ExperimentId ?? "";
    }

    public async Task<Experiment> GetAsync(string id, CancellationToken cancellationToken = default)
    {
        var query = new RestQuery().Add("experiment_id", id);
        return Read(await channel.GetAsync<GetExperimentResponse>("experiments/get", query, cancellationToken).ConfigureAwait(false));
    }

    public async Task<Experiment?> FindByNameAsync(string name, CancellationToken cancellationToken = default)
    {
        var query = new RestQuery().Add("experiment_name", name);
        try
        {
            return Read(await channel.GetAsync<GetExperimentResponse>("experiments/get-by-name", query, cancellationToken).ConfigureAwait(false));
        }
        catch (RepriseException exception) when (exception.Code == ErrorCode.ResourceDoesNotExist)
        {
            return null;
        }
    }

    public async Task<Page<Experiment>> SearchAsync(ExperimentQuery query, CancellationToken cancellationToken = default)
    {
        var request = new SearchExperimentsRequest
        {
            MaxResults = query.MaxResults,
            PageToken = query.PageToken,
            Filter = query.Filter,
            OrderBy = query.OrderBy,
            ViewType = query.View.ToWire(),
        };
        var response = await channel.SendAsync<SearchExperimentsRequest, SearchExperimentsResponse>(
            HttpMethod.Post, "experiments/search", request, cancellationToken).ConfigureAwait(false);
        return new(response.Experiments.FromWire(experiment => experiment.ToEntity()), response.NextPageToken);
    }

    public Task RenameAsync(string id, string newName, CancellationToken cancellationToken = default) =>
        PostAsync("experiments/update", new UpdateExperimentRequest(id, newName), cancellationToken);

    // Deleting and restoring are refused the second time, so a repeat would report a success as a failure.
    public Task DeleteAsync(string id, CancellationToken cancellationToken = default) =>
        channel.SendOnceAsync<ExperimentIdRequest, EmptyMessage>(
            HttpMethod.Post, "experiments/delete", new ExperimentIdRequest(id), cancellationToken);

    public Task RestoreAsync(string id, CancellationToken cancellationToken = default) =>
        channel.SendOnceAsync<ExperimentIdRequest, EmptyMessage>(
            HttpMethod.Post, "experiments/restore", new ExperimentIdRequest(id), cancellationToken);

    public Task SetTagAsync(string id, Tag tag, CancellationToken cancellationToken = default) =>
        PostAsync("experiments/set-experiment-tag", new SetExperimentTagRequest(id, tag.Key, tag.Value), cancellationToken);

    public Task DeleteTagAsync(string id, string key, CancellationToken cancellationToken = default) =>
        channel.SendOnceAsync<SetExperimentTagRequest, EmptyMessage>(
            HttpMethod.Post, "experiments/delete-experiment-tag", new SetExperimentTagRequest(id, key, null), cancellationToken);

    private static Experiment Read(GetExperimentResponse response) => (response.Experiment ?? new ExperimentMessage()).ToEntity();

    private Task<EmptyMessage> PostAsync<TRequest>(string path, TRequest request, CancellationToken cancellationToken) =>
        channel.SendAsync<TRequest, EmptyMessage>(HttpMethod.Post, path, request, cancellationToken);
}

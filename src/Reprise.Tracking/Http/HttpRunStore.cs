using Reprise.Tracking.Runs;
using Reprise.Tracking.Wire;

namespace Reprise.Tracking.Http;

/// <summary>Runs of a server. Logging is repeated when the connection fails: the same value twice is stored once.</summary>
internal sealed class HttpRunStore(RestChannel channel) : IRunStore
{
    /// <summary>Points asked for at once; a server of MLflow answers none when the number is left out.</summary>
    private const int HistoryPage = 25_000;

    public async Task<Run> CreateAsync(NewRun run, CancellationToken cancellationToken = default)
    {
        var request = new CreateRunRequest
        {
            ExperimentId = run.ExperimentId,
            RunName = run.Name,
            UserId = run.UserId,
            StartTime = run.StartTime,
            Tags = WirePair.From(run.Tags),
        };
        var response = await channel.SendOnceAsync<CreateRunRequest, RunResponse>(
            HttpMethod.Post, "runs/create", request, cancellationToken).ConfigureAwait(false);
        return Read(response);
    }

    public async Task<Run> GetAsync(string runId, CancellationToken cancellationToken = default) =>
        Read(await channel.GetAsync<RunResponse>("runs/get", new RestQuery().Add("run_id", runId), cancellationToken).ConfigureAwait(false));

    public async Task<RunInfo> UpdateAsync(
        string runId, RunStatus? status = null, long? endTime = null, string? name = null, CancellationToken cancellationToken = default)
    {
        var request = new UpdateRunRequest { RunId = runId, Status = status?.ToWire(), EndTime = endTime, RunName = name };
        var response = await channel.SendAsync<UpdateRunRequest, UpdateRunResponse>(HttpMethod.Post, "runs/update", request, cancellationToken)
            .ConfigureAwait(false);
        return (response.RunInfo ?? new RunInfoMessage()).ToEntity();
    }

    public Task DeleteAsync(string runId, CancellationToken cancellationToken = default) =>
        PostAsync("runs/delete", new RunIdRequest(runId), cancellationToken);

    public Task RestoreAsync(string runId, CancellationToken cancellationToken = default) =>
        PostAsync("runs/restore", new RunIdRequest(runId), cancellationToken);

    public Task LogMetricAsync(string runId, Metric metric, CancellationToken cancellationToken = default) => PostAsync(
        "runs/log-metric",
        new LogMetricRequest
        {
            RunId = runId,
            Key = metric.Key,
            Value = metric.Value,
            Timestamp = metric.Timestamp,
            Step = metric.Step,
            ModelId = metric.ModelId,
            DatasetName = metric.DatasetName,
            DatasetDigest = metric.DatasetDigest,
        },
        cancellationToken);

    public Task LogParamAsync(string runId, Param param, CancellationToken cancellationToken = default) =>
        PostAsync("runs/log-parameter", new RunPairRequest { RunId = runId, Key = param.Key, Value = param.Value }, cancellationToken);

    public Task SetTagAsync(string runId, Tag tag, CancellationToken cancellationToken = default) =>
        PostAsync("runs/set-tag", new RunPairRequest { RunId = runId, Key = tag.Key, Value = tag.Value }, cancellationToken);

    // Refused when the tag is gone, so a repeat would report a success as a failure.
    public Task DeleteTagAsync(string runId, string key, CancellationToken cancellationToken = default) =>
        channel.SendOnceAsync<RunPairRequest, EmptyMessage>(
            HttpMethod.Post, "runs/delete-tag", new RunPairRequest { RunId = runId, Key = key }, cancellationToken);

    public Task LogBatchAsync(
        string runId,
        IReadOnlyList<Metric> metrics,
        IReadOnlyList<Param> parameters,
        IReadOnlyList<Tag> tags,
        CancellationToken cancellationToken = default)
    {
        var request = new LogBatchRequest
        {
            RunId = runId,
            Metrics = metrics.ToWire(MetricMessage.From),
            Params = WirePair.From(parameters),
            Tags = WirePair.From(tags),
        };
        return PostAsync("runs/log-batch", request, cancellationToken);
    }

    public Task LogInputsAsync(
        string runId, IReadOnlyList<DatasetInput> datasets, IReadOnlyList<string> modelIds, CancellationToken cancellationToken = default)
    {
        var models = modelIds.ToWire(id => new ModelInputMessage(id));
        return PostAsync("runs/log-inputs", new LogInputsRequest(runId, datasets.ToWire(DatasetInputMessage.From), models), cancellationToken);
    }

    public Task LogOutputsAsync(string runId, IReadOnlyList<ModelOutput> models, CancellationToken cancellationToken = default)
    {
        var outputs = models.ToWire(model => new ModelOutputMessage(model.ModelId, model.Step));
        return PostAsync("runs/outputs", new LogOutputsRequest(runId, outputs), cancellationToken);
    }

    // Appends to a history: a repeat would append twice.
    public Task LogModelAsync(string runId, string modelJson, CancellationToken cancellationToken = default) =>
        channel.SendOnceAsync<LogModelRequest, EmptyMessage>(
            HttpMethod.Post, "runs/log-model", new LogModelRequest(runId, modelJson), cancellationToken);

    public async Task<Page<Metric>> GetMetricHistoryAsync(
        string runId, string key, int? maxResults = null, string? pageToken = null, CancellationToken cancellationToken = default)
    {
        var points = new List<Metric>();
        do
        {
            var query = new RestQuery().Add("run_id", runId).Add("metric_key", key).Add("max_results", maxResults ?? HistoryPage).Add("page_token", pageToken);
            var response = await channel.GetAsync<MetricsResponse>("metrics/get-history", query, cancellationToken).ConfigureAwait(false);
            points.AddRange(response.Metrics.FromWire(metric => metric.ToEntity()));
            pageToken = response.NextPageToken;
        }
        while (maxResults is null && !string.IsNullOrEmpty(pageToken));

        return new(points, pageToken);
    }

    public async Task<IReadOnlyList<RunMetric>> GetMetricHistoriesAsync(
        IReadOnlyList<string> runIds, string key, int maxResults, CancellationToken cancellationToken = default)
    {
        if (runIds.Count == 0)
        {
            return [];
        }

        var query = new RestQuery().Add("run_id", runIds).Add("metric_key", key).Add("max_results", maxResults);
        return Points(await channel.GetAsync<MetricsResponse>("metrics/get-history-bulk", query, cancellationToken).ConfigureAwait(false));
    }

    public async Task<IReadOnlyList<RunMetric>> SampleMetricHistoriesAsync(MetricSampling sampling, CancellationToken cancellationToken = default)
    {
        if (sampling.RunIds.Count == 0)
        {
            return [];
        }

        var query = new RestQuery().Add("run_ids", sampling.RunIds).Add("metric_key", sampling.Key).Add("start_step", sampling.StartStep)
            .Add("end_step", sampling.EndStep).Add("max_results", sampling.Steps);
        return Points(await channel.GetAsync<MetricsResponse>("metrics/get-history-bulk-interval", query, cancellationToken).ConfigureAwait(false));
    }

    public async Task<IReadOnlyList<DatasetSummary>> SearchDatasetsAsync(DatasetQuery query, CancellationToken cancellationToken = default)
    {
        if (query.ExperimentIds.Count == 0)
        {
            return [];
        }

        var response = await channel.SendAsync<SearchDatasetsRequest, SearchDatasetsResponse>(
            HttpMethod.Post, "experiments/search-datasets", new SearchDatasetsRequest(query.ExperimentIds, query.Filter), cancellationToken).ConfigureAwait(false);
        return response.DatasetSummaries.FromWire(summary => summary.ToEntity());
    }

    public async Task<Page<Run>> SearchAsync(RunQuery query, CancellationToken cancellationToken = default)
    {
        if (query.ExperimentIds.Count == 0)
        {
            return Page<Run>.Empty;   // a server takes none to mean: those the filter names
        }

        var request = new SearchRunsRequest
        {
            ExperimentIds = query.ExperimentIds,
            Filter = query.Filter,
            RunViewType = query.View.ToWire(),
            MaxResults = query.MaxResults,
            OrderBy = query.OrderBy,
            PageToken = query.PageToken,
        };
        var response = await channel.SendAsync<SearchRunsRequest, SearchRunsResponse>(HttpMethod.Post, "runs/search", request, cancellationToken)
            .ConfigureAwait(false);
        return new(response.Runs.FromWire(run => run.ToEntity()), response.NextPageToken);
    }

    private static List<RunMetric> Points(MetricsResponse response) =>
        [.. response.Metrics.FromWire(metric => new RunMetric(metric.RunId ?? "", metric.ToEntity()))];

    private static Run Read(RunResponse response) => (response.Run ?? new RunMessage(null, null, null)).ToEntity();

    private Task<EmptyMessage> PostAsync<TRequest>(string path, TRequest request, CancellationToken cancellationToken) =>
        channel.SendAsync<TRequest, EmptyMessage>(HttpMethod.Post, path, request, cancellationToken);
}

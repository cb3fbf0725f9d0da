using Reprise.Core.Errors;
using Reprise.Tracking.Runs;

namespace Reprise.Tracking.Access;

/// <summary>Runs as far as the caller may do so with their experiments.</summary>
internal sealed class GuardedRunStore(IRunStore inner, AccessGuard guard) : IRunStore
{
    public async Task<Run> CreateAsync(NewRun run, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        AccessGuard.RequireExperiment(run.ExperimentId, Permission.Edit);
        return await inner.CreateAsync(run, cancellationToken).ConfigureAwait(false);
    }

    public async Task<Run> GetAsync(string runId, CancellationToken cancellationToken = default)
    {
        await guard.RequireRunAsync(runId, Permission.Read, cancellationToken).ConfigureAwait(false);
        return await inner.GetAsync(runId, cancellationToken).ConfigureAwait(false);
    }

    public async Task<RunInfo> UpdateAsync(
        string runId, RunStatus? status = null, long? endTime = null, string? name = null, CancellationToken cancellationToken = default)
    {
        await guard.RequireRunAsync(runId, Permission.Edit, cancellationToken).ConfigureAwait(false);
        return await inner.UpdateAsync(runId, status, endTime, name, cancellationToken).ConfigureAwait(false);
    }

    public async Task DeleteAsync(string runId, CancellationToken cancellationToken = default)
    {
        await guard.RequireRunAsync(runId, Permission.Manage, cancellationToken).ConfigureAwait(false);
        await inner.DeleteAsync(runId, cancellationToken).ConfigureAwait(false);
    }

    public async Task RestoreAsync(string runId, CancellationToken cancellationToken = default)
    {
        await guard.RequireRunAsync(runId, Permission.Manage, cancellationToken).ConfigureAwait(false);
        await inner.RestoreAsync(runId, cancellationToken).ConfigureAwait(false);
    }

    public async Task LogMetricAsync(string runId, Metric metric, CancellationToken cancellationToken = default)
    {
        await RequireWriteAsync(runId, [metric], cancellationToken).ConfigureAwait(false);
        await inner.LogMetricAsync(runId, metric, cancellationToken).ConfigureAwait(false);
    }

    public async Task LogParamAsync(string runId, Param param, CancellationToken cancellationToken = default)
    {
        await guard.RequireRunAsync(runId, Permission.Edit, cancellationToken).ConfigureAwait(false);
        await inner.LogParamAsync(runId, param, cancellationToken).ConfigureAwait(false);
    }

    public async Task SetTagAsync(string runId, Tag tag, CancellationToken cancellationToken = default)
    {
        await guard.RequireRunAsync(runId, Permission.Edit, cancellationToken).ConfigureAwait(false);
        await inner.SetTagAsync(runId, tag, cancellationToken).ConfigureAwait(false);
    }

    public async Task DeleteTagAsync(string runId, string key, CancellationToken cancellationToken = default)
    {
        await guard.RequireRunAsync(runId, Permission.Edit, cancellationToken).ConfigureAwait(false);
        await inner.DeleteTagAsync(runId, key, cancellationToken).ConfigureAwait(false);
    }

    public async Task LogBatchAsync(
        string runId,
        IReadOnlyList<Metric> metrics,
        IReadOnlyList<Param> parameters,
        IReadOnlyList<Tag> tags,
        CancellationToken cancellationToken = default)
    {
        await RequireWriteAsync(runId, metrics, cancellationToken).ConfigureAwait(false);
        await inner.LogBatchAsync(runId, metrics, parameters, tags, cancellationToken).ConfigureAwait(false);
    }

    public async Task LogInputsAsync(
        string runId, IReadOnlyList<DatasetInput> datasets, IReadOnlyList<string> modelIds, CancellationToken cancellationToken = default)
    {
        await guard.RequireRunAsync(runId, Permission.Edit, cancellationToken).ConfigureAwait(false);
        await inner.LogInputsAsync(runId, datasets, modelIds, cancellationToken).ConfigureAwait(false);
    }

    public async Task LogOutputsAsync(string runId, IReadOnlyList<ModelOutput> models, CancellationToken cancellationToken = default)
    {
        await guard.RequireRunAsync(runId, Permission.Edit, cancellationToken).ConfigureAwait(false);
        await inner.LogOutputsAsync(runId, models, cancellationToken).ConfigureAwait(false);
    }

    public async Task LogModelAsync(string runId, string modelJson, CancellationToken cancellationToken = default)
    {
        await guard.RequireRunAsync(runId, Permission.Edit, cancellationToken).ConfigureAwait(false);
        await inner.LogModelAsync(runId, modelJson, cancellationToken).ConfigureAwait(false);
    }

    public async Task<Page<Metric>> GetMetricHistoryAsync(
        string runId, string key, int? maxResults = null, string? pageToken = null, CancellationToken cancellationToken = default)
    {
        await guard.RequireRunAsync(runId, Permission.Read, cancellationToken).ConfigureAwait(false);
        return await inner.GetMetricHistoryAsync(runId, key, maxResults, pageToken, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<RunMetric>> GetMetricHistoriesAsync(
        IReadOnlyList<string> runIds, string key, int maxResults, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(runIds);
        await RequireReadAsync(runIds, cancellationToken).ConfigureAwait(false);
        return await inner.GetMetricHistoriesAsync(runIds, key, maxResults, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<RunMetric>> SampleMetricHistoriesAsync(MetricSampling sampling, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sampling);
        await RequireReadAsync(sampling.RunIds, cancellationToken).ConfigureAwait(false);
        return await inner.SampleMetricHistoriesAsync(sampling, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A search over experiments of which the caller may not read some is one over the others.</summary>
    public async Task<IReadOnlyList<DatasetSummary>> SearchDatasetsAsync(DatasetQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return await inner.SearchDatasetsAsync(query with { ExperimentIds = Readable(query.ExperimentIds) }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A search over experiments of which the caller may not read some is one over the others.</summary>
    public async Task<Page<Run>> SearchAsync(RunQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return await inner.SearchAsync(query with { ExperimentIds = Readable(query.ExperimentIds) }, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyDictionary<string, RunTotals>> CountAsync(IReadOnlyList<string> experimentIds, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(experimentIds);
        var visible = AccessGuard.Caller(RouteNeed.Read).Visible(ResourceKind.Experiment);
        if (visible is not null && experimentIds.FirstOrDefault(id => !visible.Has(id)) is { } hidden)
        {
            AccessGuard.RequireExperiment(hidden, Permission.Read);
        }

        return await inner.CountAsync(experimentIds, cancellationToken).ConfigureAwait(false);
    }

    private static IReadOnlyList<string> Readable(IReadOnlyList<string> experimentIds)
    {
        var visible = AccessGuard.Caller(RouteNeed.Read).Visible(ResourceKind.Experiment);
        return visible is null ? experimentIds : [.. experimentIds.Where(visible.Has)];
    }

    /// <summary>Every run that is there may be read; one that is not has no points.</summary>
    private async Task RequireReadAsync(IReadOnlyList<string> runIds, CancellationToken cancellationToken)
    {
        _ = AccessGuard.Caller(RouteNeed.Read);
        foreach (var runId in runIds.Distinct(StringComparer.Ordinal))
        {
            await UnlessMissingAsync(guard.RequireRunAsync(runId, Permission.Read, cancellationToken)).ConfigureAwait(false);
        }
    }

    /// <summary>Metrics of a logged model are written to it too, wherever it is.</summary>
    private async Task RequireWriteAsync(string runId, IReadOnlyList<Metric> metrics, CancellationToken cancellationToken)
    {
        await guard.RequireRunAsync(runId, Permission.Edit, cancellationToken).ConfigureAwait(false);
        foreach (var modelId in metrics.Select(metric => metric.ModelId).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            await UnlessMissingAsync(guard.RequireLoggedModelAsync(modelId, Permission.Edit, cancellationToken)).ConfigureAwait(false);
        }
    }

    /// <summary>The store says itself what it makes of something that is not there.</summary>
    private static async Task UnlessMissingAsync(Task check)
    {
        try
        {
            await check.ConfigureAwait(false);
        }
        catch (RepriseException missing) when (missing.Code == ErrorCode.ResourceDoesNotExist)
        {
        }
    }
}

using Reprise.Core.Errors;
using Reprise.Tracking.Search;

namespace Reprise.Tracking.Runs;

/// <summary>Runs by MLflow's rules. Every method throws <see cref="RepriseException"/> with the code and message MLflow documents; a returned write is durable.</summary>
public interface IRunStore
{
    /// <summary>Creates a run in state RUNNING.</summary>
    Task<Run> CreateAsync(NewRun run, CancellationToken cancellationToken = default);

    /// <summary>The run with this id, deleted or not.</summary>
    Task<Run> GetAsync(string runId, CancellationToken cancellationToken = default);

    /// <summary>Changes state, end time (Unix milliseconds) or name of an active run; null leaves a field as it is.</summary>
    Task<RunInfo> UpdateAsync(
        string runId, RunStatus? status = null, long? endTime = null, string? name = null, CancellationToken cancellationToken = default);

    /// <summary>Marks a run deleted; deleting twice is fine.</summary>
    Task DeleteAsync(string runId, CancellationToken cancellationToken = default);

    /// <summary>Marks a run active; restoring twice is fine.</summary>
    Task RestoreAsync(string runId, CancellationToken cancellationToken = default);

    /// <summary>Logs one point of a metric.</summary>
    Task LogMetricAsync(string runId, Metric metric, CancellationToken cancellationToken = default);

    /// <summary>Logs a parameter; the same value again is fine, another is refused.</summary>
    Task LogParamAsync(string runId, Param param, CancellationToken cancellationToken = default);

    /// <summary>Sets a tag.</summary>
    Task SetTagAsync(string runId, Tag tag, CancellationToken cancellationToken = default);

    /// <summary>Removes a tag.</summary>
    Task DeleteTagAsync(string runId, string key, CancellationToken cancellationToken = default);

    /// <summary>Logs up to 1,000 metrics, 100 params and 100 tags, 1,000 in all, in one transaction.</summary>
    Task LogBatchAsync(
        string runId,
        IReadOnlyList<Metric> metrics,
        IReadOnlyList<Param> parameters,
        IReadOnlyList<Tag> tags,
        CancellationToken cancellationToken = default);

    /// <summary>Records datasets and logged models that the run read.</summary>
    Task LogInputsAsync(
        string runId, IReadOnlyList<DatasetInput> datasets, IReadOnlyList<string> modelIds, CancellationToken cancellationToken = default);

    /// <summary>Records logged models that the run produced.</summary>
    Task LogOutputsAsync(string runId, IReadOnlyList<ModelOutput> models, CancellationToken cancellationToken = default);

    /// <summary>Appends a model's MLmodel content (JSON) to the tag mlflow.log-model.history.</summary>
    Task LogModelAsync(string runId, string modelJson, CancellationToken cancellationToken = default);

    /// <summary>All points of a metric ordered by timestamp, step, value; empty for an unknown run or key.</summary>
    Task<Page<Metric>> GetMetricHistoryAsync(
        string runId, string key, int? maxResults = null, string? pageToken = null, CancellationToken cancellationToken = default);

    /// <summary>The first points of a metric of several runs, by run id, timestamp, step, value. A store that can join them does better than this walk.</summary>
    async Task<IReadOnlyList<RunMetric>> GetMetricHistoriesAsync(
        IReadOnlyList<string> runIds, string key, int maxResults, CancellationToken cancellationToken = default)
    {
        SearchRules.ValidateMaxResults(maxResults, int.MaxValue);
        var points = new List<RunMetric>();
        foreach (var runId in runIds.Distinct().Order(StringComparer.Ordinal))
        {
            if (points.Count == maxResults)
            {
                break;
            }

            var page = await GetMetricHistoryAsync(runId, key, maxResults - points.Count, cancellationToken: cancellationToken).ConfigureAwait(false);
            points.AddRange(page.Items.Select(metric => new RunMetric(runId, metric)));
        }

        return points;
    }

    /// <summary>
    /// Points of a metric at evenly spaced steps of several runs together, and at the first and last step of each; by run id, step, timestamp, value;
    /// at most 2,500 of a run.
    /// </summary>
    Task<IReadOnlyList<RunMetric>> SampleMetricHistoriesAsync(MetricSampling sampling, CancellationToken cancellationToken = default);

    /// <summary>The datasets that active runs of experiments read.</summary>
    Task<IReadOnlyList<DatasetSummary>> SearchDatasetsAsync(DatasetQuery query, CancellationToken cancellationToken = default);

    /// <summary>A page of runs that match.</summary>
    Task<Page<Run>> SearchAsync(RunQuery query, CancellationToken cancellationToken = default);

    /// <summary>The totals of each given experiment, by its id; one without active runs has a count of 0. A store that can count does better than this walk.</summary>
    async Task<IReadOnlyDictionary<string, RunTotals>> CountAsync(
        IReadOnlyList<string> experimentIds, CancellationToken cancellationToken = default)
    {
        var totals = experimentIds.Distinct().ToDictionary(id => id, _ => new RunTotals(0, null), StringComparer.Ordinal);
        var query = new RunQuery { ExperimentIds = [.. totals.Keys], MaxResults = 50_000 };
        for (var more = totals.Count > 0; more; more = query.PageToken is not null)
        {
            var page = await SearchAsync(query, cancellationToken).ConfigureAwait(false);
            foreach (var run in page.Items)
            {
                var (count, last) = totals[run.Info.ExperimentId];
                totals[run.Info.ExperimentId] = new RunTotals(count + 1, Math.Max(last ?? long.MinValue, run.Info.StartTime));
            }

            query = query with { PageToken = page.NextPageToken };
        }

        return totals;
    }
}

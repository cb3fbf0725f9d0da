using Reprise.Core.Errors;
using Reprise.Tracking.Runs;

namespace Reprise.Tracking.Client;

/// <summary>
/// What the variables <c>MLFLOW_TRACKING_URI</c>, <c>MLFLOW_RUN_ID</c>, <c>MLFLOW_EXPERIMENT_ID</c> and <c>MLFLOW_EXPERIMENT_NAME</c> say: how a program that
/// somebody else started (<c>reprise run</c>, <c>mlflow run</c>, a job) logs on the run that was made for it. Immutable.
/// </summary>
/// <param name="TrackingUri">Where to log; null when not said.</param>
/// <param name="RunId">The run to log on; null for a new one.</param>
/// <param name="ExperimentId">The experiment of a new run, and what the given run must belong to; null when not said.</param>
/// <param name="ExperimentName">The experiment of a new run by name; null when not said.</param>
public sealed record TrackingEnvironment(string? TrackingUri = null, string? RunId = null, string? ExperimentId = null, string? ExperimentName = null)
{
    /// <summary>Reads the variables; empty ones count as not set.</summary>
    /// <param name="variable">Where to look them up; null for those of this process.</param>
    public static TrackingEnvironment Read(Func<string, string?>? variable = null)
    {
        variable ??= Environment.GetEnvironmentVariable;
        return new TrackingEnvironment(Find("MLFLOW_TRACKING_URI"), Find("MLFLOW_RUN_ID"), Find("MLFLOW_EXPERIMENT_ID"), Find("MLFLOW_EXPERIMENT_NAME"));

        string? Find(string name) => variable(name)?.Trim() is { Length: > 0 } value ? value : null;
    }

    /// <summary>Opens the store that the variables name.</summary>
    /// <param name="otherwise">What is opened when they name none: the URL of a server or a home folder.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="RepriseException">The address is of a kind nobody here knows, or the store cannot be used.</exception>
    public Task<ITrackingClient> OpenAsync(string otherwise, CancellationToken cancellationToken = default) =>
        TrackingClient.OpenAsync(TrackingUri ?? otherwise, cancellationToken);

    /// <summary>Joins the run that the variables name, or starts one in the experiment they name.</summary>
    /// <param name="client">The store.</param>
    /// <param name="experiment">Name of the experiment when the variables name none; created when it is not there.</param>
    /// <param name="name">Name of a new run; null for a generated one. A run that is joined keeps its own.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>
    /// The run, RUNNING. A run that had ended is running again. Ending it by this object ends it for everyone, as in MLflow.
    /// </returns>
    /// <exception cref="RepriseException">There is no such run or experiment, one is deleted, or they do not belong together.</exception>
    public async Task<ActiveRun> StartRunAsync(
        ITrackingClient client, string experiment, string? name = null, TimeProvider? time = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        if (RunId is not null)
        {
            return await JoinAsync(client, RunId, time ?? TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }

        var id = ExperimentId ?? (await client.Experiments.GetOrCreateAsync(ExperimentName ?? experiment, cancellationToken).ConfigureAwait(false)).Id;
        return await client.StartRunAsync(new NewRun { ExperimentId = id, Name = name }, time, cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    private async Task<ActiveRun> JoinAsync(ITrackingClient client, string runId, TimeProvider time, CancellationToken cancellationToken)
    {
        var run = await client.Runs.GetAsync(runId, cancellationToken).ConfigureAwait(false);
        if (ExperimentId is not null && ExperimentId != run.Info.ExperimentId)
        {
            throw new RepriseException(
                ErrorCode.InvalidParameterValue,
                $"MLFLOW_RUN_ID names the run {runId} of experiment {run.Info.ExperimentId}, and MLFLOW_EXPERIMENT_ID names experiment {ExperimentId}. Unset one of them.");
        }

        if (run.Info.Lifecycle == LifecycleStage.Deleted)
        {
            throw new RepriseException(ErrorCode.InvalidState, $"MLFLOW_RUN_ID names the run {runId}, which is deleted. Restore it, or unset the variable.");
        }

        var there = run.Tags.Select(tag => tag.Key).ToHashSet(StringComparer.Ordinal);
        var tags = await RunEnvironment.TagsAsync(Environment.CurrentDirectory, cancellationToken).ConfigureAwait(false);
        // Who runs it is this process now; where it comes from, whoever made the run knew better.
        await client.Runs.LogBatchAsync(
            runId, [], [], [.. tags.Where(tag => !there.Contains(tag.Key) || tag.Key.StartsWith("reprise.process.", StringComparison.Ordinal))], cancellationToken).ConfigureAwait(false);
        var info = run.Info.Status == RunStatus.Running
            ? run.Info
            : await client.Runs.UpdateAsync(runId, RunStatus.Running, cancellationToken: cancellationToken).ConfigureAwait(false);
        return new ActiveRun(client, info, time);
    }
}

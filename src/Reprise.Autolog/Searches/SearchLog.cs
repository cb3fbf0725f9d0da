using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.ExceptionServices;
using Reprise.Learning.Selection.Searches;
using Reprise.Tracking;
using Reprise.Tracking.Client;
using Reprise.Tracking.Runs;

namespace Reprise.Autolog.Searches;

/// <summary>Makes every candidate of a search a run nested in another: parameters, means and deviations, each fold as a step, and the error of one that failed.</summary>
/// <remarks>
/// Runs are written in candidate order in the background while the search goes on; <see cref="DisposeAsync"/> waits for them and throws what could not be
/// written. Give <see cref="OnCandidate"/> to <see cref="ISearch{TEstimator}.Run"/>.
/// </remarks>
public sealed class SearchLog<TEstimator> : IAsyncDisposable
{
    private const int MaxWaiting = 64;

    private readonly ITrackingClient _tracking;
    private readonly RunInfo _parent;
    private readonly IReadOnlyList<Tag> _tags;
    private readonly TimeProvider _time;
    private readonly BlockingCollection<CandidateResult<TEstimator>> _waiting = new(MaxWaiting);
    private readonly List<string> _runs = [];
    private readonly Task _writer;
    private ExceptionDispatchInfo? _failure;
    private int _disposed;

    /// <summary>Starts a log below a run.</summary>
    /// <param name="tracking">The store.</param>
    /// <param name="parent">The run the candidates are nested in.</param>
    /// <param name="tags">Tags of every candidate's run.</param>
    /// <param name="time">The clock.</param>
    public SearchLog(ITrackingClient tracking, ActiveRun parent, IReadOnlyList<Tag> tags, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(parent);
        (_tracking, _parent, _tags, _time) = (tracking, parent.Info, tags, time);
        _writer = Task.Run(WriteAllAsync);
    }

    /// <summary>Ids of the candidates' runs, in candidate order; complete once the log is disposed.</summary>
    public IReadOnlyList<string> RunIds => _runs;

    /// <summary>Takes a finished candidate; waits when too many are not written yet.</summary>
    public void OnCandidate(CandidateResult<TEstimator> candidate) => _waiting.Add(candidate);

    /// <summary>Waits until every candidate is written.</summary>
    /// <exception cref="Core.Errors.RepriseException">The store refused one; those after it are not written.</exception>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        _waiting.CompleteAdding();
        await _writer.ConfigureAwait(false);
        _waiting.Dispose();
        _failure?.Throw();
    }

    private async Task WriteAllAsync()
    {
        foreach (var candidate in _waiting.GetConsumingEnumerable())
        {
            try
            {
                if (_failure is null)
                {
                    _runs.Add(await WriteAsync(candidate).ConfigureAwait(false));
                }
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                _failure = ExceptionDispatchInfo.Capture(error);
            }
        }
    }

    private async Task<string> WriteAsync(CandidateResult<TEstimator> candidate)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"candidate {candidate.Index}{(candidate.Resource is { } resource ? $", round {candidate.Round} with {resource}" : "")}");
        var tags = new List<Tag>(_tags) { new("mlflow.parentRunId", _parent.RunId) };
        if (candidate.Error is { } error)
        {
            tags.Add(new Tag("reprise.error", error.Message));
        }

        var run = await _tracking.StartRunAsync(new NewRun { ExperimentId = _parent.ExperimentId, Name = name, Tags = tags }, _time).ConfigureAwait(false);
        await using (run.ConfigureAwait(false))
        {
            await run.LogParamsAsync(candidate.Candidate.Parameters.Select(parameter => new Param(parameter.Key, Text(parameter.Value)))).ConfigureAwait(false);
            if (candidate.Error is null)
            {
                await run.LogMetricsAsync(Metrics(candidate, _time.GetUtcNow().ToUnixTimeMilliseconds())).ConfigureAwait(false);
            }

            await run.FinishAsync(candidate.Error is null ? RunStatus.Finished : RunStatus.Failed).ConfigureAwait(false);
            return run.RunId;
        }
    }

    private static IEnumerable<Metric> Metrics(CandidateResult<TEstimator> candidate, long now)
    {
        for (var i = 0; i < candidate.Summaries.Count; i++)
        {
            var summary = candidate.Summaries[i];
            yield return new Metric(summary.Name, summary.Mean, now);
            yield return new Metric(summary.Name + "_sd", summary.Sd, now);
            for (var fold = 0; fold < candidate.Folds.Count; fold++)
            {
                yield return new Metric("fold_" + summary.Name, candidate.Folds[fold][i], now, fold);
            }
        }
    }

    private static string Text(object? value) => value switch
    {
        null => "none",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}

using System.Collections.Concurrent;
using Reprise.Core.Errors;
using Reprise.Learning.Observation;
using Reprise.Tracking;
using Reprise.Tracking.Client;

namespace Reprise.Autolog;

/// <summary>
/// Records every fit of an estimator or pipeline, every search and every cross-validation until it is disposed, one run each: parameters, metrics, model with
/// signature and example, importances, confusion matrix and ROC curves, dataset and environment. The training code does not know. Fits inside an estimator, a search,
/// a cross-validation or a curve are not recorded one by one; a search's run has its candidates in <c>search_results.csv</c>.
/// </summary>
/// <remarks>
/// A matrix can change once its fit has returned, so what a run keeps of it (hash, example, training metrics) is computed before; a table never changes and waits. Columns
/// of a matrix are called <c>x0</c>, <c>x1</c>, …, its target <c>y</c>, its classes by their indices.
/// Runs are written in the order the fits ended, in the background; <see cref="DisposeAsync"/> waits for them. What could not be written is thrown there,
/// not in the training code. Thread-safe.
/// </remarks>
public sealed class AutologSession : IFitObserver, IAsyncDisposable
{
    private readonly ITrackingClient _tracking;
    private readonly AutologOptions _options;
    private readonly string _experimentId;
    private readonly BlockingCollection<ObservedFit> _waiting;
    private readonly List<string> _runs = [];
    private readonly List<Exception> _failures = [];
    private readonly Task _writer;
    private IDisposable? _scope;
    private int _disposed;

    private AutologSession(ITrackingClient tracking, AutologOptions options, string experimentId)
    {
        (_tracking, _options, _experimentId) = (tracking, options, experimentId);
        _waiting = new BlockingCollection<ObservedFit>(options.MaxWaiting);
        _writer = Task.Run(WriteAllAsync);
    }

    /// <summary>Ids of the runs written so far, in order; all of them once the session is disposed.</summary>
    public IReadOnlyList<string> RunIds
    {
        get
        {
            lock (_runs)
            {
                return [.. _runs];
            }
        }
    }

    /// <summary>Opens a session; call <see cref="Observe"/> on it where the training happens.</summary>
    /// <param name="tracking">Where runs are recorded; stays the caller's to dispose, after the session.</param>
    /// <param name="options">What is recorded.</param>
    /// <param name="cancellationToken">Ends the wait for the experiment.</param>
    public static async Task<AutologSession> OpenAsync(ITrackingClient tracking, AutologOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tracking);
        ArgumentNullException.ThrowIfNull(options);
        Require.InRange(options.ExampleRows, 0, int.MaxValue, nameof(AutologOptions), nameof(options.ExampleRows));
        Require.InRange(options.MaxWaiting, 1, 10_000, nameof(AutologOptions), nameof(options.MaxWaiting));
        var experiment = await tracking.Experiments.GetOrCreateAsync(options.Experiment, cancellationToken).ConfigureAwait(false);
        return new AutologSession(tracking, options, experiment.Id);
    }

    /// <summary>From here on, fits in the caller's flow of execution are recorded, until the session is disposed. Returns the session, for chaining.</summary>
    public AutologSession Observe()
    {
        _scope ??= FitObservation.Observe(this);
        return this;
    }

    /// <inheritdoc/>
    public IFitScope Begin(object estimator, object? procedure, FitData data) => new Scope(this, estimator, procedure, data);

    /// <summary>Stops observing and waits until everything is written.</summary>
    /// <exception cref="AggregateException">Runs that could not be written, with the reasons; their fits succeeded.</exception>
    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return ValueTask.CompletedTask;
        }

        // Not in an async method: what one changes of the flow of execution is undone when it returns.
        _scope?.Dispose();
        _waiting.CompleteAdding();
        return FinishAsync();
    }

    private async ValueTask FinishAsync()
    {
        await _writer.ConfigureAwait(false);
        _waiting.Dispose();
        if (_failures.Count > 0)
        {
            throw new AggregateException("Some fits could not be recorded.", _failures);
        }
    }

    private async Task WriteAllAsync()
    {
        var log = new FitLog(_tracking, _options, _experimentId);
        foreach (var fit in _waiting.GetConsumingEnumerable())
        {
            try
            {
                var id = await log.WriteAsync(fit).ConfigureAwait(false);
                lock (_runs)
                {
                    _runs.Add(id);
                }
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                _failures.Add(error);
            }
        }
    }

    /// <summary>One fit from its beginning to its end.</summary>
    private sealed class Scope(AutologSession session, object estimator, object? procedure, FitData data) : IFitScope
    {
        private readonly DateTimeOffset _start = session._options.TimeProvider.GetUtcNow();

        public void Succeeded(FitOutcome outcome) => End(outcome, null);

        public void Failed(Exception error) => End(null, error);

        private void End(FitOutcome? outcome, Exception? error)
        {
            var end = session._options.TimeProvider.GetUtcNow();
            var evidence = new Lazy<TrainingEvidence>(() => TrainingEvidence.Of(data, outcome?.Model, session._options));
            try
            {
                if (data.Table is null)
                {
                    _ = evidence.Value;
                }
            }
            catch (Exception unusable) when (unusable is not OutOfMemoryException)
            {
                // The evidence keeps the exception, and the writer meets it again.
            }

            var fit = new ObservedFit(estimator, procedure, evidence, outcome, error, _start, end);
            try
            {
                session._waiting.Add(fit);
            }
            catch (Exception late) when (late is InvalidOperationException or ObjectDisposedException)
            {
                // The session ended while this fit ran in another task: nobody waits for its run.
            }
        }
    }
}

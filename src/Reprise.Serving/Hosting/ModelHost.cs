using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Reprise.Core.Errors;
using Reprise.Serving.Models;
using Reprise.Tracking;
using Reprise.Tracking.Registry;

namespace Reprise.Serving.Hosting;

/// <summary>
/// Serves the model a URI names and follows it: when a promotion makes the URI name another version, that version is loaded and warmed up beside the old
/// one and then takes its place at once. Requests in flight finish on the model they began with. A version that cannot be loaded leaves the old one
/// serving and is reported. Thread-safe.
/// </summary>
public sealed partial class ModelHost : BackgroundService
{
    /// <summary>The alias that is followed when nothing else is said.</summary>
    public const string DefaultAlias = Promotion.DefaultAlias;

    private readonly ITrackingClient _tracking;
    private readonly ModelPool _pool;
    private readonly ServingOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger<ModelHost> _logger;
    private readonly ModelUri? _configured;
    private readonly SemaphoreSlim _checking = new(1);
    private readonly SemaphoreSlim _wake = new(0, 1);
    private ModelUri? _found;
    private HostState _state;
    private long _checks;
    private string? _failedKey;
    private TimeSpan _retryAfter;
    private DateTimeOffset _retryAt;

    /// <summary>A host that serves nothing until it runs or is asked.</summary>
    /// <exception cref="RepriseException"><see cref="ErrorCode.InvalidParameterValue"/> when the configured URI is none.</exception>
    public ModelHost(ITrackingClient tracking, ModelPool pool, ServingOptions options, TimeProvider timeProvider, ILogger<ModelHost> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        _tracking = tracking;
        _pool = pool;
        _options = options;
        _timeProvider = timeProvider;
        _logger = logger;
        _configured = options.Model is null ? null : ModelUri.Parse(options.Model);
        _state = new HostState(_configured?.ToString(), null);
    }

    /// <summary>What is served now; one consistent snapshot.</summary>
    public HostState State => Volatile.Read(ref _state);

    /// <summary>The model that answers now. When there is none yet the registry is asked first.</summary>
    public async ValueTask<ServedModel?> GetAsync(CancellationToken cancellationToken = default)
    {
        if (State.Model is { } model)
        {
            return model;
        }

        await CheckAsync(cancellationToken).ConfigureAwait(false);
        return State.Model;
    }

    /// <summary>Says that the registry has changed: the next check comes at once instead of after the poll interval.</summary>
    public void Notify()
    {
        try
        {
            _wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // A check is already due.
        }
    }

    /// <summary>Asks the registry now and swaps when it names another version. Callers that come while a check runs share the next one.</summary>
    public async Task CheckAsync(CancellationToken cancellationToken = default)
    {
        var before = Volatile.Read(ref _checks);
        await _checking.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // A check that began after this call has seen everything this call is about.
            if (Volatile.Read(ref _checks) - before < 2)
            {
                await FollowAsync(cancellationToken).ConfigureAwait(false);
                Interlocked.Increment(ref _checks);
            }
        }
        finally
        {
            _checking.Release();
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        _checking.Dispose();
        _wake.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            using var timer = new PeriodicTimer(_options.PollInterval, _timeProvider);
            var tick = timer.WaitForNextTickAsync(stoppingToken).AsTask();
            var wake = _wake.WaitAsync(stoppingToken);
            while (!stoppingToken.IsCancellationRequested)
            {
                await CheckAsync(stoppingToken).ConfigureAwait(false);
                await Task.WhenAny(tick, wake).ConfigureAwait(false);
                tick = tick.IsCompleted ? timer.WaitForNextTickAsync(stoppingToken).AsTask() : tick;
                wake = wake.IsCompleted ? _wake.WaitAsync(stoppingToken) : wake;
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped in the middle of a check, or before the start was complete.
        }
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        var state = State;
        ResolvedModel? source = null;
        try
        {
            var uri = _configured ?? await FollowedAsync(cancellationToken).ConfigureAwait(false);
            state = state with { Uri = uri.ToString() };
            source = await _pool.ResolveAsync(uri, cancellationToken).ConfigureAwait(false);
            if (source.Key == _failedKey && _timeProvider.GetUtcNow() < _retryAt)
            {
                return;
            }

            var next = source.Key == state.Model?.Source.Key ? state.Model : await _pool.GetAsync(source, cancellationToken).ConfigureAwait(false);
            if (next != state.Model)
            {
                LogServing(_logger, next.Name, next.Version, next.Model.Sha256);
            }

            (_failedKey, _retryAfter) = (null, TimeSpan.Zero);
            Volatile.Write(ref _state, new HostState(uri.ToString(), next));
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Report(state, source, error);
        }
    }

    private void Report(HostState state, ResolvedModel? source, Exception error)
    {
        var now = _timeProvider.GetUtcNow();
        if (source is not null)
        {
            _retryAfter = source.Key == _failedKey ? Min(_retryAfter * 2, _options.MaxRetryInterval) : _options.PollInterval;
            (_failedKey, _retryAt) = (source.Key, now + _retryAfter);
        }

        var which = source?.Version is { } version ? $"Version {version} of '{source.Name}' was not loaded: " : "";
        var still = state.Model is { } model ? $" Still serving {Describe(model)}." : "";
        var problem = $"{which}{(error is RepriseException ? error.Message : "an unexpected failure; the log has the details.")}{still}";
        if (problem != state.Problem)
        {
            var level = error is RepriseException { Code: ErrorCode.TemporarilyUnavailable } ? LogLevel.Information : LogLevel.Warning;
            LogProblem(_logger, level, error is RepriseException ? null : error, problem);
        }

        Volatile.Write(ref _state, state with { Problem = problem, ProblemAt = now });
    }

    /// <summary>The model found before, as long as it has its alias: promoting another one does not take its place.</summary>
    private async Task<ModelUri> FollowedAsync(CancellationToken cancellationToken)
    {
        if (_found is { Name: { } name })
        {
            try
            {
                await _tracking.Registry.GetVersionByAliasAsync(name, DefaultAlias, cancellationToken).ConfigureAwait(false);
                return _found;
            }
            catch (RepriseException gone) when (gone.Code is ErrorCode.InvalidParameterValue or ErrorCode.ResourceDoesNotExist)
            {
                _found = null;
            }
        }

        return _found = await FindDefaultAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The one registered model with the default alias.</summary>
    private async Task<ModelUri> FindDefaultAsync(CancellationToken cancellationToken)
    {
        var names = new List<string>();
        string? token = null;
        do
        {
            var page = await _tracking.Registry.SearchModelsAsync(new RegistryQuery { PageToken = token }, cancellationToken).ConfigureAwait(false);
            names.AddRange(page.Items.Where(model => model.Aliases.Any(alias => alias.Alias == DefaultAlias)).Select(model => model.Name));
            token = page.NextPageToken;
        }
        while (token is not null);

        return names.Count == 1
            ? ModelUri.OfAlias(names[0], DefaultAlias)
            : throw new RepriseException(
                ErrorCode.TemporarilyUnavailable,
                names.Count == 0
                    ? $"No model is promoted yet: no registered model has the alias '{DefaultAlias}'. "
                        + "Run `reprise models promote NAME VERSION`, or `reprise demo` for an example."
                    : $"{names.Count} registered models have the alias '{DefaultAlias}': {string.Join(", ", names.Take(10))}. "
                        + $"Name one: `reprise up --model models:/NAME@{DefaultAlias}`.");
    }

    private static string Describe(ServedModel model) => model.Version is { } version ? $"version {version} of '{model.Name}'" : model.Name;

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    [LoggerMessage(Level = LogLevel.Information, Message = "Serving {Name}, version {Version} (SHA-256 {Sha256})")]
    private static partial void LogServing(ILogger logger, string name, int? version, string sha256);

    [LoggerMessage(Message = "{Problem}")]
    private static partial void LogProblem(ILogger logger, LogLevel level, Exception? error, string problem);
}

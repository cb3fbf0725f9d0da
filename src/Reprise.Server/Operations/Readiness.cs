using Microsoft.Extensions.Logging;
using Reprise.Core.Errors;
using Reprise.Tracking;
using Reprise.Tracking.Experiments;

namespace Reprise.Server.Operations;

/// <summary>Whether the server can do its work: the database answers and the artifact root can be written. Looked up at most every <see cref="Interval"/>.</summary>
internal sealed partial class Readiness(ITrackingClient tracking, bool servesArtifacts, TimeProvider time, ILogger<Readiness> logger) : IDisposable
{
    /// <summary>How long an answer is given again; callers without an account may ask as often as they like.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>How long a part may take to answer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private const string Probe = "reprise-ready-probe";

    private readonly SemaphoreSlim _gate = new(1);
    private IReadOnlyList<string>? _problems;
    private long _lookedAt;

    /// <summary>What keeps the server from its work, a line each; empty when it is ready.</summary>
    public async Task<IReadOnlyList<string>> ProblemsAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_problems is null || time.GetElapsedTime(_lookedAt) >= Interval)
            {
                var problems = await Task.WhenAll(TryAsync("The tracking database", ReadAsync), servesArtifacts ? TryAsync("The artifact root", WriteAsync) : Task.FromResult<string?>(null));
                _problems = [.. problems.OfType<string>()];
                _lookedAt = time.GetTimestamp();
            }

            return _problems;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    private async Task<string?> TryAsync(string part, Func<CancellationToken, Task> look)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        try
        {
            await look(patience.Token).WaitAsync(Patience, time, CancellationToken.None);
            return null;
        }
        catch (Exception exception) when (exception is OperationCanceledException or TimeoutException)
        {
            return FormattableString.Invariant($"{part} did not answer within {Patience.TotalSeconds:0} s.");
        }
        catch (Exception exception)
        {
            // Callers without an account read the answer: what names paths and hosts goes to the log.
            LogProblem(logger, exception, part);
            return $"{part} is not usable ({(exception as RepriseException)?.Code.ToWire() ?? exception.GetType().Name}). The server's log says more.";
        }
    }

    private Task ReadAsync(CancellationToken cancellationToken) => tracking.Experiments.SearchAsync(new ExperimentQuery { MaxResults = 1 }, cancellationToken);

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        using var content = new MemoryStream([(byte)'.']);
        await tracking.Artifacts.WriteAsync("mlflow-artifacts:/", Probe, content, cancellationToken);
        await tracking.Artifacts.DeleteAsync("mlflow-artifacts:/", Probe, cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Not ready: {Part} is not usable")]
    private static partial void LogProblem(ILogger logger, Exception exception, string part);
}

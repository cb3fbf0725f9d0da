using Reprise.Core.Errors;
using Reprise.Tracking.Artifacts;
using Reprise.Tracking.Audit;
using Reprise.Tracking.Experiments;
using Reprise.Tracking.LoggedModels;
using Reprise.Tracking.Registry;
using Reprise.Tracking.Rules;
using Reprise.Tracking.Runs;

namespace Reprise.Tracking.Http;

/// <summary>
/// A tracking server by URL, Reprise's or MLflow's. Failures carry the code and message of the server; a server that cannot be reached is
/// <see cref="ErrorCode.TemporarilyUnavailable"/>. Promotion and rollback need a Reprise server.
/// </summary>
public sealed class HttpTrackingClient : ITrackingClient
{
    private readonly RestChannel _channel;
    private readonly RoutedArtifactStore _artifacts;

    /// <summary>Makes a client; the first call connects.</summary>
    /// <exception cref="RepriseException"><see cref="ErrorCode.InvalidParameterValue"/>: the address is not an http or https URL, or holds a password.</exception>
    /// <exception cref="ArgumentException">Another option is out of its range.</exception>
    public HttpTrackingClient(HttpTrackingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!options.Address.IsAbsoluteUri || options.Address.Scheme is not ("http" or "https"))
        {
            throw Invalid.Parameter($"The address of a tracking server must be an http or https URL. Got '{options.Address}'.");
        }

        if (options.Address.UserInfo.Length > 0)
        {
            throw Invalid.Parameter("The address of a tracking server must not hold a user name or password: addresses end up in messages and logs.");
        }

        Require.InRange(options.Retries, 0, 20, nameof(HttpTrackingOptions));

        _channel = new RestChannel(options);
        Experiments = new HttpExperimentStore(_channel);
        Runs = new HttpRunStore(_channel);
        Registry = new HttpModelRegistryStore(_channel);
        LoggedModels = new HttpLoggedModelStore(_channel);
        Audit = new HttpAuditStore(_channel);
        Artifacts = _artifacts = new RoutedArtifactStore(
            new HttpArtifactStore(_channel, options), new ArtifactStore(ArtifactRoots.OfCaller(options.TimeProvider)));
    }

    /// <inheritdoc/>
    public IExperimentStore Experiments { get; }

    /// <inheritdoc/>
    public IRunStore Runs { get; }

    /// <inheritdoc/>
    public IModelRegistryStore Registry { get; }

    /// <inheritdoc/>
    public ILoggedModelStore LoggedModels { get; }

    /// <inheritdoc/>
    public IAuditStore Audit { get; }

    /// <inheritdoc/>
    public IArtifactStore Artifacts { get; }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _artifacts.Dispose();
        _channel.Dispose();
        return ValueTask.CompletedTask;
    }
}

using System.Net;
using Reprise.Core.Errors;
using Reprise.Server.Access;
using Reprise.Tracking.Client;
using Reprise.Tracking.Postgres;

namespace Reprise.Server.Hosting;

/// <summary>How a server starts.</summary>
public sealed record RepriseServerOptions
{
    /// <summary>Folder of the database, artifacts and caches; created when it is not there.</summary>
    public required string Home { get; init; }

    /// <summary>The tracking database, SQLite or PostgreSQL. Default null: SQLite in <c>mlflow.db</c> of the home.</summary>
    public BackendStoreUri? BackendStore { get; init; }

    /// <summary>Limits of the work with a PostgreSQL server; without meaning for SQLite.</summary>
    public PostgresOptions Postgres { get; init; } = new();

    /// <summary>The folder or bucket behind <c>mlflow-artifacts:/</c>; see <see cref="Reprise.Tracking.Client.LocalTrackingOptions.ArtifactsDestination"/>.</summary>
    public string? ArtifactsDestination { get; init; }

    /// <summary>Where new experiments keep artifacts; see <see cref="Reprise.Tracking.Client.LocalTrackingOptions.DefaultArtifactRoot"/>.</summary>
    public string? DefaultArtifactRoot { get; init; }

    /// <summary>
    /// Address to listen on: an IP address or <c>localhost</c>. Default loopback. On any other address callers must be known, unless
    /// <see cref="Access"/> says that they need not.
    /// </summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>Port, 0 to 65535; 0 takes a free one. Default 5000.</summary>
    public int Port { get; init; } = 5000;

    /// <summary>
    /// URI of the model behind <c>/invocations</c> and the default of <c>/api/v1/predict</c>, such as <c>models:/name@production</c>.
    /// Null takes the one registered model that has the alias <c>production</c>, if there is exactly one.
    /// </summary>
    public string? Model { get; init; }

    /// <summary>Host names a request may carry beside localhost, loopback and private addresses, such as <c>ml.example.org</c>. Default none.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>
    /// Origins of other web pages that may change things, such as <c>https://ui.example.org</c>. Default none: only the server's own pages
    /// and those of localhost.
    /// </summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];

    /// <summary>Largest request body in bytes, artifacts apart. Default 16 MiB.</summary>
    public long MaxRequestBytes { get; init; } = 16L << 20;

    /// <summary>Largest artifact in bytes that one upload may carry. Default 16 GiB.</summary>
    public long MaxArtifactBytes { get; init; } = 16L << 30;

    /// <summary>Whether webhooks may be posted to http:// as well as https://. Default not.</summary>
    public bool AllowHttpWebhooks { get; init; }

    /// <summary>
    /// Whether webhooks may reach this machine and private networks. Default not: who may create webhooks would reach what is behind the firewall.
    /// </summary>
    public bool AllowPrivateWebhooks { get; init; }

    /// <summary>How long the receiver of a webhook may take to answer, positive. Default 30 seconds.</summary>
    public TimeSpan WebhookTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often it is looked whether webhooks are to be told of something, positive. Default every second.</summary>
    public TimeSpan WebhookPollInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Connections open at a time; more are closed at once. Default 10,000.</summary>
    public int MaxConnections { get; init; } = 10_000;

    /// <summary>How long a client may take to send the headers of a request before it is hung up on. Default 30 seconds.</summary>
    public TimeSpan RequestHeadersTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Who may use the server. Default: whoever can reach it on loopback, known callers only everywhere else.</summary>
    public AccessOptions Access { get; init; } = new();

    /// <summary>Bytes a second that a body must come in with, after the first five seconds; a slower client is hung up on. Default 240; 0 for no limit.</summary>
    public int MinBodyBytesPerSecond { get; init; } = 240;

    /// <summary>How long requests in flight may take to finish when the server stops. Default 30 seconds.</summary>
    public TimeSpan ShutdownTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The clock of everything that is recorded. Default the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Whether every caller must be known.</summary>
    internal bool RequiresAccess => Access.Mode switch
    {
        AccessMode.On => true,
        AccessMode.Off => false,
        _ => !Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) && !(IPAddress.TryParse(Host, out var address) && IPAddress.IsLoopback(address)),
    };

    /// <summary>Refuses options that break a rule, all of them at once.</summary>
    internal void Validate()
    {
        var problems = new List<string>();
        if (string.IsNullOrWhiteSpace(Home))
        {
            problems.Add("The home folder must be named.");
        }

        if (!IPAddress.TryParse(Host, out _) && !Host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
        {
            problems.Add($"The host to listen on must be an IP address or localhost. Got '{Host}'. Use 0.0.0.0 for every network interface.");
        }

        if (Port is < 0 or > IPEndPoint.MaxPort)
        {
            problems.Add(FormattableString.Invariant($"The port must be in [0, {IPEndPoint.MaxPort}]. Got {Port}."));
        }

        if (MaxRequestBytes < 1 || MaxArtifactBytes < 1)
        {
            problems.Add(FormattableString.Invariant($"The limits of request bodies must be positive. Got {MaxRequestBytes} and {MaxArtifactBytes} bytes."));
        }

        if (WebhookTimeout <= TimeSpan.Zero || WebhookPollInterval <= TimeSpan.Zero)
        {
            problems.Add(FormattableString.Invariant($"The times of webhooks must be positive. Got {WebhookTimeout} and {WebhookPollInterval}."));
        }

        if (MaxConnections < 1)
        {
            problems.Add(FormattableString.Invariant($"The number of connections must be positive. Got {MaxConnections}."));
        }

        if (RequestHeadersTimeout <= TimeSpan.Zero)
        {
            problems.Add(FormattableString.Invariant($"The time for the headers of a request must be positive. Got {RequestHeadersTimeout}."));
        }

        if (ShutdownTimeout < TimeSpan.Zero)
        {
            problems.Add(FormattableString.Invariant($"The time to finish requests must not be negative. Got {ShutdownTimeout}."));
        }

        if (MinBodyBytesPerSecond < 0)
        {
            problems.Add(FormattableString.Invariant(
                $"Bodies come with at least 0 bytes a second. Got {MinBodyBytesPerSecond}."));
        }

        Access.Validate(problems);
        if (problems.Count > 0)
        {
            throw new RepriseException(ErrorCode.InvalidParameterValue, problems);
        }
    }
}

namespace Reprise.Server.Hosting;

/// <summary>How a server starts.</summary>
public sealed record RepriseServerOptions
{
    /// <summary>Folder of the database, artifacts and caches; created when it is not there.</summary>
    public required string Home { get; init; }

    /// <summary>Address to listen on. Default loopback: the server has no users yet and must not be reachable from other machines.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>Port, 0 to 65535; 0 takes a free one. Default 5000.</summary>
    public int Port { get; init; } = 5000;

    /// <summary>
    /// URI of the model behind <c>/invocations</c> and the default of <c>/api/v1/predict</c>, such as <c>models:/name@production</c>.
    /// Null takes the one registered model that has the alias <c>production</c>, if there is exactly one.
    /// </summary>
    public string? Model { get; init; }
}

using Reprise.Serving.Requests;

namespace Reprise.Serving.Hosting;

/// <summary>How models are hosted.</summary>
public sealed record ServingOptions
{
    /// <summary>Folder of the local copies of model directories; may be deleted.</summary>
    public required string CacheFolder { get; init; }

    /// <summary>
    /// URI of the model behind <c>/invocations</c> and the default of <c>/api/v1/predict</c>. Null takes the one registered model that has the alias
    /// <c>production</c>, if there is exactly one.
    /// </summary>
    public string? Model { get; init; }

    /// <summary>How often the registry is asked whether the URI names another version. Default 1 second.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest pause before a version that failed to load is tried again. Default 1 minute.</summary>
    public TimeSpan MaxRetryInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Models kept in memory, at least 1. Default 8.</summary>
    public int MaxModelsInMemory { get; init; } = 8;

    /// <summary>Largest model file, in bytes. Default 4 GiB.</summary>
    public long MaxModelBytes { get; init; } = 4L << 30;

    /// <summary>How large a request may be.</summary>
    public InputLimits Limits { get; init; } = new();
}

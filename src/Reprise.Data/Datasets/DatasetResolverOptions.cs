namespace Reprise.Data.Datasets;

/// <summary>Where <see cref="DatasetResolver"/> looks and how long it waits.</summary>
public sealed record DatasetResolverOptions
{
    /// <summary>The home folder; files are kept in <c>cache/data</c> below it.</summary>
    public required string Home { get; init; }

    /// <summary>The one <c>shared/data</c> folder to look in. Default null: searched upwards from <see cref="SearchFrom"/>.</summary>
    public string? SharedFolder { get; init; }

    /// <summary>Folders from which <c>shared/data</c> is searched, in each and every folder above it. Default: the current folder and the program's.</summary>
    public IReadOnlyList<string> SearchFrom { get; init; } = [Environment.CurrentDirectory, AppContext.BaseDirectory];

    /// <summary>Whether addresses are left alone. Default false.</summary>
    public bool Offline { get; init; }

    /// <summary>How long a connection may take, name look-up included, so that a machine without network moves on. Default 3 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a server may send nothing, before the first byte or between two. Default 10 s.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>What sends requests. Default null: a socket handler that honours the proxy variables.</summary>
    public HttpMessageHandler? Handler { get; init; }

    /// <summary>The clock, for clearing away temporary files a killed process left. Default the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Options for a home, with <c>REPRISE_SHARED_DATA</c> and <c>REPRISE_OFFLINE=1</c> taken from the environment.</summary>
    public static DatasetResolverOptions FromEnvironment(string home) => new()
    {
        Home = home,
        SharedFolder = Environment.GetEnvironmentVariable("REPRISE_SHARED_DATA") is { Length: > 0 } folder ? folder : null,
        Offline = Environment.GetEnvironmentVariable("REPRISE_OFFLINE") is "1" or "true",
    };
}

namespace Reprise.Serving.Models;

/// <summary>Where the directory of a model lies, and which version it is.</summary>
public sealed record ResolvedModel
{
    /// <summary>The URI that was resolved.</summary>
    public required ModelUri Uri { get; init; }

    /// <summary>Artifact root URI of the directory.</summary>
    public required string RootUri { get; init; }

    /// <summary>The directory's path under the root; empty for the root itself.</summary>
    public string Path { get; init; } = "";

    /// <summary>The registered model, if it is a version of one.</summary>
    public string? Name { get; init; }

    /// <summary>The version, if it is one.</summary>
    public int? Version { get; init; }

    /// <summary>The run that made it, if known.</summary>
    public string? RunId { get; init; }

    /// <summary>When the version was registered, in milliseconds since the Unix epoch; 0 when it is not a version.</summary>
    public long RegisteredAt { get; init; }

    /// <summary>Same text for the same directory: two URIs that lead to one version have equal keys.</summary>
    public string Key => string.Join('\n', Name, Version, RegisteredAt, RootUri, Path);

    /// <summary>Path of a file of the directory under <see cref="RootUri"/>.</summary>
    public string PathOf(string file) => Path.Length == 0 ? file : $"{Path}/{file}";
}

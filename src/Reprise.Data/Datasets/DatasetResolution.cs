namespace Reprise.Data.Datasets;

/// <summary>Where a data set's file lies, where it came from and what was tried before.</summary>
public sealed record DatasetResolution
{
    /// <summary>Name of the data set.</summary>
    public required string Name { get; init; }

    /// <summary>Where the file came from.</summary>
    public required DatasetSource Source { get; init; }

    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>SHA-256 of the file, lower-case hexadecimal; the sample's own for a sample.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The address it was downloaded from; null when it was not downloaded this time.</summary>
    public Uri? Url { get; init; }

    /// <summary>Every place tried, in order, the last being where it was found.</summary>
    public required IReadOnlyList<DatasetAttempt> Attempts { get; init; }

    /// <summary>Whether this is made-up data. To be said in every output.</summary>
    public bool IsSample => Source == DatasetSource.Sample;

    /// <summary>What MLflow calls a dataset's digest: the first 16 digits of the hash.</summary>
    public string Digest => Sha256[..16];

    /// <summary>One line for people: the name, the source and, in capitals, that it is a sample when it is.</summary>
    public string Headline => IsSample
        ? $"SAMPLE DATA: the data set '{Name}' could not be had, a generated sample of its schema is used. Its numbers say nothing about the real data."
        : $"Data set '{Name}' from {Source switch { DatasetSource.Cache => "the cache", DatasetSource.Shared => "shared data", _ => Url!.Host }}: {Path} (sha256 {Sha256[..12]}…, verified)";
}

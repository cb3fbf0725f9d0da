namespace Reprise.Data.Datasets;

/// <summary>One file of a data set, by content: what it is called, what its bytes hash to and where it can be had.</summary>
public sealed record DatasetSpec
{
    /// <summary>Name of the data set, for people and for runs.</summary>
    public required string Name { get; init; }

    /// <summary>Name the file gets in the cache, without folders.</summary>
    public required string FileName { get; init; }

    /// <summary>SHA-256 of the file's bytes, 64 lower-case hexadecimal digits. Other bytes are never used under this name.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Path below a <c>shared/data</c> folder, with forward slashes. Default null: not looked for there.</summary>
    public string? SharedPath { get; init; }

    /// <summary>The canonical address, HTTPS only. Default null: there is none.</summary>
    public Uri? Url { get; init; }

    /// <summary>When <see cref="Url"/> is a zip archive: full name of the file's entry in it. Default null: the address is the file itself.</summary>
    public string? ArchiveEntry { get; init; }

    /// <summary>Most bytes the download and the file may have. Default 256 MiB.</summary>
    public long MaxBytes { get; init; } = 256L << 20;

    /// <summary>Writes a made-up sample of the same schema, the same bytes every time. Default null: there is none.</summary>
    public Action<Stream>? WriteSample { get; init; }
}

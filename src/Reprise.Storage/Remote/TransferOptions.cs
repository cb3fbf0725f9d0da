using Reprise.Core.Errors;

namespace Reprise.Storage.Remote;

/// <summary>How bytes go to and from an object service. One upload holds at most (<see cref="Parallelism"/> + 2) parts in memory.</summary>
public sealed record TransferOptions
{
    /// <summary>Bytes of one part, 5 MiB (the least S3 takes) to 256 MiB; objects that are smaller go in one request. Default 8 MiB.</summary>
    /// <remarks>Larger parts are chosen when the length of an object is known and would need more than <see cref="MaxParts"/> of them.</remarks>
    public int PartSize { get; init; } = 8 << 20;

    /// <summary>Parts of one object sent at a time, 1 to 32. Default 4.</summary>
    public int Parallelism { get; init; } = 4;

    /// <summary>How often a request is tried again when the service fails or is busy, 0 to 20, waiting longer each time. Default 5.</summary>
    public int Retries { get; init; } = 5;

    /// <summary>How long the service may be silent within one request. Default 100 seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>Entries asked for in one page of a listing.</summary>
    internal int PageSize { get; init; } = 1000;

    /// <summary>Most parts of one object.</summary>
    internal const int MaxParts = 10_000;

    /// <summary>The part size for an object: a larger one where the length asks for it.</summary>
    internal int PartSizeFor(long? length)
    {
        const long Mebibyte = 1 << 20;
        var least = length is { } known ? (known + MaxParts - 1) / MaxParts : 0;
        var size = Math.Max(PartSize, (least + Mebibyte - 1) / Mebibyte * Mebibyte);
        return size <= 1 << 30
            ? (int)size
            : throw new RepriseException(
                ErrorCode.InvalidParameterValue,
                FormattableString.Invariant($"An object of {length} bytes is too large: an object has at most {MaxParts} parts of 1 GiB. Split the file."));
    }

    internal TransferOptions Validated()
    {
        Require.InRange(PartSize, 5 << 20, 256 << 20, nameof(TransferOptions));
        Require.InRange(Parallelism, 1, 32, nameof(TransferOptions));
        Require.InRange(Retries, 0, 20, nameof(TransferOptions));
        Require.InRange(Timeout.TotalSeconds, 0.001, 86_400, nameof(TransferOptions), nameof(Timeout));
        return this;
    }
}

namespace Reprise.Serving.Requests;

/// <summary>How large a request may be. A request beyond a limit is refused whole, with the limit named.</summary>
public sealed record InputLimits
{
    /// <summary>Body size in bytes. Default 16 MiB.</summary>
    public int MaxBodyBytes { get; init; } = 16 << 20;

    /// <summary>Rows of a request. Default 10,000.</summary>
    public int MaxRows { get; init; } = 10_000;

    /// <summary>Rows times columns of the signature. Default 20,000,000.</summary>
    public long MaxCells { get; init; } = 20_000_000;

    /// <summary>Levels of nested JSON. Default 32.</summary>
    public int MaxDepth { get; init; } = 32;

    /// <summary>Problems listed in an answer; further ones are counted. Default 1,000.</summary>
    public int MaxProblems { get; init; } = 1_000;
}

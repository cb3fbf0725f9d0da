namespace Reprise.Tracking;

/// <summary>One page of a search: the items and, when there are more, the opaque token that continues.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextPageToken = null)
{
    /// <summary>No items and no further page.</summary>
    public static Page<T> Empty { get; } = new([]);
}

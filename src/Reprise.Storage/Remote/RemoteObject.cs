namespace Reprise.Storage.Remote;

/// <summary>An object as its service describes it.</summary>
/// <param name="Name">Full name in the bucket or container.</param>
/// <param name="Size">Bytes.</param>
/// <param name="ModifiedAt">When it was written.</param>
/// <param name="Version">The ETag without quotes.</param>
/// <param name="Check">How its bytes are verified when all of them are read in order; null when the service does not say.</param>
internal sealed record RemoteObject(string Name, long Size, DateTimeOffset ModifiedAt, string Version, RemoteChecksum? Check = null);

/// <summary>The checksum a service keeps: of the whole object, or of the checksums of its parts when <paramref name="PartSize"/> is not 0.</summary>
/// <param name="Hex">In hexadecimal, lower case.</param>
/// <param name="PartSize">Bytes of a part; 0 for the whole.</param>
/// <param name="IsSha256">Whether it is SHA-256; else MD5, against damage only.</param>
internal sealed record RemoteChecksum(string Hex, long PartSize = 0, bool IsSha256 = false);

/// <summary>What to list.</summary>
/// <param name="Prefix">What names begin with.</param>
/// <param name="ByFolder">Whether names with a further <c>/</c> are given as one folder each.</param>
/// <param name="Token">Where the last page ended; null for the first.</param>
/// <param name="Limit">Most entries of a page, 1 to 1000.</param>
internal readonly record struct RemoteQuery(string Prefix, bool ByFolder, string? Token, int Limit);

/// <summary>One page of a listing; folder names end with <c>/</c>.</summary>
internal sealed record RemotePage(IReadOnlyList<RemoteObject> Objects, IReadOnlyList<string> Folders, string? Token);

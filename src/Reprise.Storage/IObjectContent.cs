namespace Reprise.Storage;

/// <summary>Implemented by streams of <see cref="IObjectStore.OpenReadAsync"/>: what object, in which version, is being read.</summary>
public interface IObjectContent
{
    /// <summary>The object as it was when it was opened; its size is the stream's length.</summary>
    ObjectEntry Entry { get; }

    /// <summary>SHA-256 of the whole object in hexadecimal as it was recorded when it was written; null when the store does not know it.</summary>
    string? Sha256 { get; }
}

namespace Reprise.Storage;

/// <summary>An object or folder in a store.</summary>
/// <param name="Key">Its name in the store.</param>
/// <param name="IsFolder">Whether it holds others.</param>
/// <param name="Size">Bytes of an object; 0 for a folder.</param>
/// <param name="ModifiedAt">When its content changed last; for a folder as the store knows it.</param>
/// <param name="Version">A text without quotes that changes whenever the content does; empty for a folder.</param>
public readonly record struct ObjectEntry(ObjectKey Key, bool IsFolder, long Size, DateTimeOffset ModifiedAt, string Version = "");

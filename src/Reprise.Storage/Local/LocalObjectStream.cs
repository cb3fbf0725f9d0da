namespace Reprise.Storage.Local;

/// <summary>A file of the store, open for reading; a write renames over it and leaves this one as it is.</summary>
internal sealed class LocalObjectStream : FileStream, IObjectContent
{
    public LocalObjectStream(ObjectKey key, string path, LocalSums sums)
        : base(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 16, FileOptions.Asynchronous | FileOptions.SequentialScan)
    {
        Entry = Describe(key, Length, File.GetLastWriteTimeUtc(SafeFileHandle));
        Sha256 = sums.Find(Entry);
    }

    public ObjectEntry Entry { get; }

    public string? Sha256 { get; }

    /// <summary>A file by its size and time: what is written later has a later time, as fine as the disk keeps it (nanoseconds to milliseconds).</summary>
    public static ObjectEntry Describe(ObjectKey key, long size, DateTime modified) =>
        new(key, IsFolder: false, size, modified, FormattableString.Invariant($"{modified.Ticks:x}-{size:x}"));
}

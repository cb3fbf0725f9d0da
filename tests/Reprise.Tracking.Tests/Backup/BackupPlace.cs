namespace Reprise.Tracking.Tests.Backup;

/// <summary>A folder beside the home for archives and restored homes, deleted afterwards.</summary>
internal sealed class BackupPlace : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("reprise-backup-").FullName;

    public string this[string name] => Path.Combine(Folder, name);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

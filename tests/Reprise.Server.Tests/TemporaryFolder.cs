namespace Reprise.Server.Tests;

/// <summary>A folder of its own for a test, deleted afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("reprise-server-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

namespace Reprise.Data.Tests;

/// <summary>An empty folder of its own for one test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("reprise-data-").FullName;

    public string Path(string relative) => System.IO.Path.Combine(_root, relative);

    public void Dispose() => Directory.Delete(_root, recursive: true);
}

using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Reprise.Core.Hashing;
using Reprise.Server.Tests.Hostile;
using Reprise.Server.Tests.Tracking;

[assembly: AssemblyFixture(typeof(HostileServer))]

namespace Reprise.Server.Tests.Hostile;

/// <summary>
/// A server whose home lies in a folder of bait: files beside the home, links that lead out, and a listener that nobody may call. The suite asks what a
/// stranger asks; afterwards nothing outside the home's own files may have changed.
/// </summary>
public sealed class HostileServer : IAsyncLifetime
{
    private readonly TcpListener _bait = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private Task _listening = Task.CompletedTask;
    private SortedDictionary<string, string> _before = [];
    private int _calls;

    public RunningServer Server { get; private set; } = null!;

    /// <summary>A run with the file <c>notes.txt</c>.</summary>
    public string RunId { get; private set; } = "";

    /// <summary>A logged model with an <c>MLmodel</c>, and version 1 of <c>bait</c>.</summary>
    public string ModelId { get; private set; } = "";

    /// <summary>An address that answers; a server that fetches what strangers name would call it.</summary>
    public Uri BaitAddress => new($"http://127.0.0.1:{((IPEndPoint)_bait.LocalEndpoint).Port}/");

    /// <summary>How often the bait was called.</summary>
    public int BaitCalls => Volatile.Read(ref _calls);

    private string Outer => Server.Home;

    public async ValueTask InitializeAsync()
    {
        _bait.Start();
        _listening = ListenAsync();
        Server = await RunningServer.StartAsync(options => options with { Home = Path.Combine(options.Home, "home") });
        RunId = await Server.CreateRunAsync();
        await PutAsync($"0/{RunId}/artifacts/notes.txt");
        var (_, created) = await Server.PostAsync("logged-models", """{"experiment_id":"0","name":"m"}""");
        ModelId = (string)created["model"]!["info"]!["model_id"]!;
        await PutAsync($"0/models/{ModelId}/artifacts/MLmodel");
        await Server.PostAsync("registered-models/create", """{"name":"bait"}""");
        await Server.PostAsync("model-versions/create", new JsonObject { ["name"] = "bait", ["source"] = $"models:/{ModelId}" }.ToJsonString());

        await File.WriteAllTextAsync(Path.Combine(Outer, "secret.txt"), "the secret beside the home");
        Directory.CreateDirectory(Path.Combine(Outer, "outside"));
        await File.WriteAllTextAsync(Path.Combine(Outer, "outside", "secret.txt"), "the secret outside");
        if (!OperatingSystem.IsWindows())
        {
            var artifacts = Path.Combine(Outer, "home", "artifacts", "0", RunId, "artifacts");
            Directory.CreateSymbolicLink(Path.Combine(artifacts, "way-out"), Path.Combine(Outer, "outside"));
            File.CreateSymbolicLink(Path.Combine(artifacts, "file-out"), Path.Combine(Outer, "secret.txt"));
        }

        _before = Snapshot();
    }

    /// <summary>Everything around the home, and what the home keeps beside artifacts and database, is as it was; nobody called the bait.</summary>
    public void AssertUntouched()
    {
        Assert.Equal(_before, Snapshot());
        Assert.Equal(0, BaitCalls);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _bait.Stop();
        await _listening;
        _stop.Dispose();
        await Server.DisposeAsync();
    }

    private async Task PutAsync(string path)
    {
        using var content = new ByteArrayContent("flavors: {}"u8.ToArray());
        using var answer = await Server.Http.PutAsync("/api/2.0/mlflow-artifacts/artifacts/" + path, content);
        answer.EnsureSuccessStatusCode();
    }

    private SortedDictionary<string, string> Snapshot()
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFileSystemEntries(Outer, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }))
        {
            var name = Path.GetRelativePath(Outer, path).Replace('\\', '/');
            if (!name.StartsWith("home/artifacts/", StringComparison.Ordinal) && !name.StartsWith("home/mlflow.db", StringComparison.Ordinal) && !name.StartsWith("home/keys/", StringComparison.Ordinal))
            {
                files.Add(name, Directory.Exists(path) ? "folder" : ContentHash.Sha256OfFile(path));
            }
        }

        return files;
    }

    private async Task ListenAsync()
    {
        try
        {
            while (true)
            {
                using var caller = await _bait.AcceptSocketAsync(_stop.Token);
                Interlocked.Increment(ref _calls);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The suite is over.
        }
    }
}

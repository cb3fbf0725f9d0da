using System.Diagnostics;
using System.Globalization;
using Reprise.Storage.S3;

namespace Reprise.Storage.Tests.Servers;

/// <summary>A real S3 server (moto) for the tests of an assembly, started by the first that asks for it.</summary>
public sealed class MotoServer : IAsyncDisposable
{
    // Ends with its standard input, so that a killed test run leaves no server behind; signals to the group of the test run are not for it.
    private const string Program = """
        import os, sys, threading
        if hasattr(os, 'setsid') and os.getpid() != os.getpgrp(): os.setsid()
        threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
        from moto.server import main
        main(['-H', '127.0.0.1', '-p', sys.argv[1]])
        """;

    private readonly Lazy<Task<(TestServer? Server, string Reason)>> _server = new(StartAsync);

    /// <summary>Options of a new bucket; skips the test when there is no server to be had.</summary>
    public async Task<S3Options> BucketAsync()
    {
        var (server, reason) = await _server.Value;
        Assert.SkipWhen(server is null, $"no S3 server: python3 with moto (pip install 'moto[server]') is needed. {reason}");
        var bucket = $"reprise-{Guid.NewGuid():N}";
        using var http = new HttpClient { BaseAddress = server!.Address };
        using var made = await http.PutAsync(bucket, null, TestContext.Current.CancellationToken);
        made.EnsureSuccessStatusCode();
        return new S3Options { Bucket = bucket, Endpoint = server.Address, Region = "us-east-1" };
    }

    public async ValueTask DisposeAsync()
    {
        if (_server.IsValueCreated && (await _server.Value).Server is { } server)
        {
            await server.DisposeAsync();
        }
    }

    private static async Task<(TestServer? Server, string Reason)> StartAsync()
    {
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "reprise-test");
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "not a secret");
        var reasons = new List<string>();
        foreach (var python in Pythons())
        {
            var port = TestServer.FreePort();
            var start = new ProcessStartInfo(python) { ArgumentList = { "-c", Program, port.ToString(CultureInfo.InvariantCulture) } };
            var (server, reason) = await TestServer.StartAsync(start, port, "Running on http");
            if (server is not null)
            {
                Environment.SetEnvironmentVariable("MLFLOW_S3_ENDPOINT_URL", FormattableString.Invariant($"http://127.0.0.1:{port}"));
                return (server, "");
            }

            reasons.Add(reason);
        }

        return (null, reasons.Count == 0 ? "No python3 on the PATH." : string.Join("; ", reasons));
    }

    /// <summary>Every Python on the path, in its order: the first may be the system's, without packages.</summary>
    private static IEnumerable<string> Pythons()
    {
        var names = OperatingSystem.IsWindows() ? (string[])["python3.exe", "python.exe"] : ["python3", "python"];
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.SelectMany(folder => names.Select(name => Path.Combine(folder, name))).Where(File.Exists).Distinct(StringComparer.Ordinal);
    }
}

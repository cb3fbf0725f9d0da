using System.Diagnostics;
using System.Globalization;
using Reprise.Storage.Azure;

namespace Reprise.Storage.Tests.Servers;

/// <summary>A real Azure Blob server (Azurite, from npm) for the tests of an assembly, installed once per checkout and started by the first that asks for it.</summary>
public sealed class AzuriteServer : IAsyncDisposable
{
    /// <summary>The account that Azurite has, with the key that its documentation prints.</summary>
    public const string Account = "devstoreaccount1";

    /// <summary>See <see cref="Account"/>.</summary>
    public const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    // Ends with its standard input, so that a killed test run leaves no server behind.
    private const string Program = """
        process.stdin.resume(); process.stdin.on('end', () => process.exit(0));
        const port = process.argv[process.argv.length - 1];
        process.argv = [process.execPath, 'azurite-blob', '--blobHost', '127.0.0.1', '--blobPort', port, '--inMemoryPersistence', '--skipApiVersionCheck', '--silent'];
        require('azurite/dist/src/blob/main.js');
        """;

    private readonly Lazy<Task<(TestServer? Server, string Reason)>> _server = new(StartAsync);

    /// <summary>Options of a new container; skips the test when there is no server to be had.</summary>
    public async Task<AzureBlobOptions> ContainerAsync()
    {
        var (server, reason) = await _server.Value;
        Assert.SkipWhen(server is null, $"no Azure server: node and npm with access to a registry are needed. {reason}");
        var options = new AzureBlobOptions
        {
            Container = new Uri(server!.Address, $"{Account}/reprise-{Guid.NewGuid():N}"),
            Credential = AzureCredential.FromKey(Account, Key),
        };
        using var client = new AzureBlobClient(options, TimeProvider.System);
        using var made = await client.SendAsync(
            "make the container", () => new HttpRequestMessage(HttpMethod.Put, client.At("", "restype=container")), TestContext.Current.CancellationToken);
        return options;
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
        var folder = Folder();
        if (await InstallAsync(folder) is { } reason)
        {
            return (null, reason);
        }

        var port = TestServer.FreePort();
        var start = new ProcessStartInfo("node") { WorkingDirectory = folder, ArgumentList = { "-e", Program, "--", port.ToString(CultureInfo.InvariantCulture) } };
        return await TestServer.StartAsync(start, port, "successfully listen");
    }

    /// <summary>Restores the locked packages unless they are there already; says why it could not.</summary>
    private static async Task<string?> InstallAsync(string folder)
    {
        using var onlyOne = await LockAsync(Path.Combine(Path.GetTempPath(), "reprise-azurite.lock"));
        var (stamp, wanted) = (Path.Combine(folder, "node_modules", ".restored"), await File.ReadAllTextAsync(Path.Combine(folder, "package-lock.json")));
        if (File.Exists(stamp) && await File.ReadAllTextAsync(stamp) == wanted)
        {
            return null;
        }

        try
        {
            using var npm = Process.Start(new ProcessStartInfo("npm")
            {
                WorkingDirectory = folder,
                ArgumentList = { "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error" },
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var output = npm.StandardOutput.ReadToEndAsync();
            var errors = await npm.StandardError.ReadToEndAsync();
            await output;
            await npm.WaitForExitAsync();
            if (npm.ExitCode != 0)
            {
                return $"npm ci: {errors.Split('\n')[0]}";
            }
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            return $"npm: {exception.Message}";
        }

        await File.WriteAllTextAsync(stamp, wanted);
        return null;
    }

    // Two test programs of one checkout must not install into one folder at a time.
    private static async Task<FileStream> LockAsync(string path)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(100);
            }
        }
    }

    private static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Reprise.slnx")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder?.FullName ?? throw new InvalidOperationException("No Reprise.slnx above the test's folder."), "tests", "servers", "azurite");
    }
}

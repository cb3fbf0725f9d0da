using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Reprise.Storage.Azure;

namespace Reprise.Storage.Tests.Servers;

/// <summary>A real Azure Blob server (Azurite, from npm) for the tests of an assembly, started by the first that asks for it where it is installed.</summary>
/// <remarks>Its 457 packages (365 MB) take minutes to restore, so only <c>REPRISE_LONG=1</c> (<c>./test --long</c>) restores them where they are missing.</remarks>
public sealed class AzuriteServer : IAsyncDisposable
{
    /// <summary>The account that Azurite has, with the key that its documentation prints.</summary>
    public const string Account = "devstoreaccount1";

    /// <summary>See <see cref="Account"/>.</summary>
    public const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    // Ends with its standard input, so that a killed test run leaves no server behind; signals to the group of the test run are not for it.
    private const string Program = """
        process.stdin.resume(); process.stdin.on('end', () => process.exit(0));
        const port = process.argv[process.argv.length - 1];
        process.argv = [process.execPath, 'azurite-blob', '--blobHost', '127.0.0.1', '--blobPort', port, '--inMemoryPersistence', '--skipApiVersionCheck', '--silent'];
        const once = process.once;
        process.once = (name, act) => name === 'SIGINT' ? process : once.call(process, name, act);
        for (const name of ['SIGINT', 'SIGHUP']) process.on(name, () => {});
        require('azurite/dist/src/blob/main.js');
        """;

    private readonly Lazy<Task<(TestServer? Server, string Reason)>> _server = new(StartAsync);

    /// <summary>Options of a new container; skips the test when there is no server to be had.</summary>
    public async Task<AzureBlobOptions> ContainerAsync()
    {
        var (server, reason) = await _server.Value;
        Assert.SkipWhen(server is null, $"no Azure server: {reason}");
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
        if (!IsInstalled(folder))
        {
            if (Environment.GetEnvironmentVariable("REPRISE_LONG") != "1")
            {
                return (null, "to have one, run 'npm ci --ignore-scripts' in tests/servers/azurite (365 MB, minutes), or the tests with REPRISE_LONG=1 or ./test --long.");
            }

            if (await InstallAsync(folder) is { } reason)
            {
                return (null, $"node and npm with access to a registry are needed. {reason}");
            }
        }

        var port = TestServer.FreePort();
        var start = new ProcessStartInfo("node") { WorkingDirectory = folder, ArgumentList = { "-e", Program, "--", port.ToString(CultureInfo.InvariantCulture) } };
        return await TestServer.StartAsync(start, port, "successfully listen");
    }

    // npm writes the list of what it restored last, and removes it first.
    private static bool IsInstalled(string folder)
    {
        var (wanted, restored) = (Path.Combine(folder, "package-lock.json"), Path.Combine(folder, "node_modules", ".package-lock.json"));
        return File.Exists(restored) && Version(restored) == Version(wanted);

        static string? Version(string path) => (string?)JsonNode.Parse(File.ReadAllText(path))?["packages"]?["node_modules/azurite"]?["version"];
    }

    /// <summary>Restores the locked packages; says why it could not.</summary>
    private static async Task<string?> InstallAsync(string folder)
    {
        using var onlyOne = await LockAsync(Path.Combine(Path.GetTempPath(), "reprise-azurite.lock"));
        if (IsInstalled(folder))
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

using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Reprise.Testing.Postgres;

/// <summary>
/// A real PostgreSQL server of a test, made from the installed program in a temporary folder, reached through a socket in it and on a loopback port. Its default
/// locale is Turkish where the program allows it, so that whoever leaves sorting or case to the database is found out. It ends with the process that
/// started it, however that ends. Safe to share between threads.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    /// <summary>The user, who owns every database.</summary>
    public const string User = "reprise";

    /// <summary>The user's password, asked for on the port and not on the socket.</summary>
    public const string Password = "p@ss:w/rd";

    private const int OldestIcu = 15;

    // Waits for the end of its input, which comes with the end of the process that holds the other side, killed or not.
    private const string Script =
        """
        "$1/postgres" -D "$2/data" -k "$2" $3 >>"$2/log" 2>&1 </dev/null &
        echo $!
        read -r how
        kill -QUIT $! 2>/dev/null
        wait $!
        [ "$how" = keep ] || rm -rf "$2"
        """;

    private static readonly Lazy<Task<PostgresServer>> SharedServer = new(() => StartAsync(durable: false));

    private readonly string _programs;
    private readonly bool _durable;
    private Process? _keeper;
    private int _postmaster;
    private int _databases;

    private PostgresServer(string programs, string folder, int port, bool durable)
    {
        _programs = programs;
        _durable = durable;
        Folder = folder;
        Port = port;
    }

    /// <summary>Why no server can be started on this machine; null when one can.</summary>
    public static string? Missing { get; } = Programs() is null
        ? "PostgreSQL is not installed (no /usr/lib/postgresql/*/bin/initdb): apt-get install postgresql"
        : null;

    /// <summary>The folder with everything of the server.</summary>
    public string Folder { get; }

    /// <summary>The loopback port.</summary>
    public int Port { get; }

    /// <summary>The server that all tests of a process share; started by the first.</summary>
    public static Task<PostgresServer> SharedAsync() => SharedServer.Value;

    /// <summary>Starts a server of its own.</summary>
    /// <param name="durable">Whether commits are flushed to disk, which only tests of crashes need.</param>
    /// <exception cref="InvalidOperationException">PostgreSQL is <see cref="Missing"/>, or did not start; the message holds its log.</exception>
    public static async Task<PostgresServer> StartAsync(bool durable)
    {
        var programs = Programs() ?? throw new InvalidOperationException(Missing);
        var folder = Directory.CreateTempSubdirectory("reprise-pg-").FullName;
        var passwordFile = Path.Combine(folder, "password");
        await File.WriteAllTextAsync(passwordFile, Password).ConfigureAwait(false);
        if (Environment.IsPrivilegedProcess)
        {
            // The server refuses to run as root.
            await RunAsync("chown", ["-R", "postgres:postgres", folder], asServer: false).ConfigureAwait(false);
        }

        var icu = int.Parse(Path.GetFileName(Path.GetDirectoryName(programs))!, CultureInfo.InvariantCulture) >= OldestIcu;
        await RunAsync(
            Path.Combine(programs, "initdb"),
            [
                "-D", Path.Combine(folder, "data"), "--no-sync", "-U", User, $"--pwfile={passwordFile}", "--auth-local=trust", "--auth-host=scram-sha-256",
                "-E", "UTF8", "--locale=C.UTF-8", .. icu ? ["--locale-provider=icu", "--icu-locale=tr-TR"] : Array.Empty<string>(),
            ],
            asServer: true).ConfigureAwait(false);
        var server = new PostgresServer(programs, folder, FreePort(), durable);
        await server.StartAsync().ConfigureAwait(false);
        return server;
    }

    /// <summary>The address of a database, by the socket without a password.</summary>
    public string Uri(string database) => $"postgresql://{User}@/{database}?host={Folder}&port={Port}";

    /// <summary>The address of a database by the loopback port, with the password.</summary>
    public string LoopbackUri(string database) => $"postgresql+psycopg2://{User}:{System.Uri.EscapeDataString(Password)}@127.0.0.1:{Port}/{database}";

    /// <summary>What the driver connects with.</summary>
    public string ConnectionString(string database) => $"Host={Folder};Port={Port};Username={User};Database={database};Pooling=false";

    /// <summary>Makes a database nobody else uses: empty, or a copy of another.</summary>
    public async Task<string> CreateDatabaseAsync(string? template = null)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref _databases)}");
        await ExecuteAsync("postgres", $"CREATE DATABASE {name} TEMPLATE {template ?? "template0"}").ConfigureAwait(false);
        return name;
    }

    /// <summary>Runs statements in a database.</summary>
    public async Task ExecuteAsync(string database, string sql)
    {
        var connection = new NpgsqlConnection(ConnectionString(database));
        await using (connection.ConfigureAwait(false))
        {
            await connection.OpenAsync().ConfigureAwait(false);
            var command = new NpgsqlCommand(sql, connection);
            await using (command.ConfigureAwait(false))
            {
                await command.ExecuteNonQueryAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>Kills the server as a failing machine would, and starts it again over what is on disk.</summary>
    public async Task KillAndRestartAsync()
    {
        using (var postmaster = Process.GetProcessById(_postmaster))
        {
            postmaster.Kill();
        }

        await EndAsync("keep").ConfigureAwait(false);
        await StartAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await EndAsync("").ConfigureAwait(false);

    private static string? Programs() => Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql")
            .Where(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out _) && File.Exists($"{folder}/bin/initdb"))
            .OrderByDescending(folder => int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture))
            .Select(folder => $"{folder}/bin").FirstOrDefault()
        : null;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static ProcessStartInfo Start(string program, IEnumerable<string> arguments, bool asServer)
    {
        string[] all = asServer && Environment.IsPrivilegedProcess
            ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", program, .. arguments]
            : [program, .. arguments];
        var start = new ProcessStartInfo(all[0], all[1..])
        {
            WorkingDirectory = "/",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment.Remove("PGPASSWORD");
        return start;
    }

    private static async Task RunAsync(string program, IEnumerable<string> arguments, bool asServer)
    {
        using var process = Process.Start(Start(program, arguments, asServer))!;
        var said = process.StandardOutput.ReadToEndAsync();
        var complained = await process.StandardError.ReadToEndAsync().ConfigureAwait(false);
        await said.ConfigureAwait(false);
        await process.WaitForExitAsync().ConfigureAwait(false);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} failed with {process.ExitCode}: {complained}");
        }
    }

    private async Task StartAsync()
    {
        var settings = string.Create(
            CultureInfo.InvariantCulture,
            $"-p {Port} -c listen_addresses=127.0.0.1 -c max_connections=200 -c shared_buffers=64MB -c autovacuum=off{(_durable ? "" : " -c fsync=off -c full_page_writes=off")}");
        var log = Path.Combine(Folder, "log");
        var began = Stopwatch.GetTimestamp();
        var said = 0;
        while (true)
        {
            if (_keeper is null)
            {
                said = File.Exists(log) ? (await File.ReadAllTextAsync(log).ConfigureAwait(false)).Length : 0;
                _keeper = Process.Start(Start("sh", ["-c", Script, "sh", _programs, Folder, settings], asServer: true))!;
                _postmaster = int.Parse((await _keeper.StandardOutput.ReadLineAsync().ConfigureAwait(false))!, CultureInfo.InvariantCulture);
            }

            try
            {
                await ExecuteAsync("postgres", "SELECT 1").ConfigureAwait(false);
                return;
            }
            catch (NpgsqlException) when (Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(60))
            {
                await Task.Delay(20).ConfigureAwait(false);   // it is starting, or recovering
                if (File.Exists(log) && (await File.ReadAllTextAsync(log).ConfigureAwait(false))[said..].Contains("is still in use", StringComparison.Ordinal))
                {
                    await EndAsync("keep").ConfigureAwait(false);   // the last connections of the killed one are still ending
                }
            }
            catch (NpgsqlException exception)
            {
                throw new InvalidOperationException("PostgreSQL did not start: " + await File.ReadAllTextAsync(log).ConfigureAwait(false), exception);
            }
        }
    }

    private async Task EndAsync(string how)
    {
        if (Interlocked.Exchange(ref _keeper, null) is { } keeper)
        {
            using (keeper)
            {
                await keeper.StandardInput.WriteLineAsync(how).ConfigureAwait(false);
                keeper.StandardInput.Close();
                await keeper.WaitForExitAsync().ConfigureAwait(false);
            }
        }
    }
}

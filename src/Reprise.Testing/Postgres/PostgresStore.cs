using Reprise.Tracking.Client;

namespace Reprise.Testing.Postgres;

/// <summary>A tracking database of its own on the shared <see cref="PostgresServer"/>, with the tables made, and a home beside it; gone when disposed.</summary>
public sealed class PostgresStore : IDisposable
{
    private static readonly Lazy<Task<string>> Template = new(MakeTemplateAsync);

    private PostgresStore(PostgresServer server, string database)
    {
        Server = server;
        Database = database;
    }

    /// <summary>The server.</summary>
    public PostgresServer Server { get; }

    /// <summary>Name of the database.</summary>
    public string Database { get; }

    /// <summary>Address of the database.</summary>
    public BackendStoreUri Address => BackendStoreUri.Parse(Server.Uri(Database));

    /// <summary>The folder beside the database.</summary>
    public string Home { get; } = Directory.CreateTempSubdirectory("reprise-test-").FullName;

    /// <summary>Makes one.</summary>
    public static async Task<PostgresStore> CreateAsync()
    {
        var server = await PostgresServer.SharedAsync().ConfigureAwait(false);
        return new PostgresStore(server, await server.CreateDatabaseAsync(await Template.Value.ConfigureAwait(false)).ConfigureAwait(false));
    }

    /// <summary>Opens a client over it; several may be open.</summary>
    public Task<LocalTrackingClient> OpenAsync(TimeProvider? time = null, CancellationToken cancellationToken = default) => LocalTrackingClient.OpenAsync(
        new LocalTrackingOptions { Home = Home, BackendStore = Address, TimeProvider = time ?? new DistinctTime() }, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Home, recursive: true);

    private static async Task<string> MakeTemplateAsync()
    {
        var server = await PostgresServer.SharedAsync().ConfigureAwait(false);
        var name = await server.CreateDatabaseAsync().ConfigureAwait(false);
        using var store = new PostgresStore(server, name);
        await (await store.OpenAsync().ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
        return name;
    }
}

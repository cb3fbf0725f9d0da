using Reprise.Testing;
using Reprise.Testing.Postgres;
using Reprise.Tracking.Client;

namespace Reprise.Tracking.Tests;

/// <summary>A tracking store of its own for a test, on one database or the other; several clients may open it.</summary>
internal sealed class TemporaryStore : IDisposable
{
    private readonly TemporaryHome? _home;
    private readonly PostgresStore? _postgres;

    private TemporaryStore(TemporaryHome? home, PostgresStore? postgres)
    {
        _home = home;
        _postgres = postgres;
    }

    /// <summary>The databases there are.</summary>
    public static TheoryData<string> Databases => ["sqlite", "postgresql"];

    /// <summary>Makes one; skips the test when the database is not installed.</summary>
    public static async Task<TemporaryStore> CreateAsync(string database)
    {
        if (database == "sqlite")
        {
            return new TemporaryStore(new TemporaryHome(), null);
        }

        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        return new TemporaryStore(null, await PostgresStore.CreateAsync());
    }

    public Task<LocalTrackingClient> OpenAsync() =>
        _home?.OpenAsync() ?? _postgres!.OpenAsync(new DistinctTime(), TestContext.Current.CancellationToken);

    public void Dispose()
    {
        _home?.Dispose();
        _postgres?.Dispose();
    }
}

using Reprise.Testing.Conformance;
using Reprise.Testing.Postgres;
using Reprise.Testing.Tracking;
using Reprise.Tracking.Client;

namespace Reprise.Tracking.Tests.Postgres;

/// <summary>The store over PostgreSQL keeps every promise of the contracts.</summary>
public sealed class PostgresConformanceTests(PostgresConformanceTests.SharedClient shared) : IClassFixture<PostgresConformanceTests.SharedClient>
{
    private static readonly Dictionary<string, ConformanceCheck<ITrackingClient>> All =
        TrackingConformance.Checks.ToDictionary(check => check.Name, StringComparer.Ordinal);

    public static TheoryData<string> Names() => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public Task Conforms(string check)
    {
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        return All[check].RunAsync(shared.Client, TestContext.Current.CancellationToken);
    }

    public sealed class SharedClient : IAsyncLifetime
    {
        private PostgresStore? _store;

        public LocalTrackingClient Client { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            if (PostgresServer.Missing is null)
            {
                _store = await PostgresStore.CreateAsync();
                Client = await _store.OpenAsync();
            }
        }

        public async ValueTask DisposeAsync()
        {
            if (_store is not null)
            {
                await Client.DisposeAsync();
                _store.Dispose();
            }
        }
    }
}

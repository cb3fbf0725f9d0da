using Reprise.Testing.Conformance;
using Reprise.Testing.Postgres;
using Reprise.Testing.Tracking;
using Reprise.Tracking;
using Reprise.Tracking.Http;

namespace Reprise.Server.Tests.Tracking;

/// <summary>The HTTP client over a real server over a real PostgreSQL keeps every promise that the store in process keeps.</summary>
[Trait("Culture", "none")]
public sealed class HttpPostgresConformanceTests(HttpPostgresConformanceTests.SharedServer shared) : IClassFixture<HttpPostgresConformanceTests.SharedServer>
{
    private static readonly Dictionary<string, ConformanceCheck<ITrackingClient>> All =
        TrackingConformance.Checks.ToDictionary(check => check.Name, StringComparer.Ordinal);

    public static TheoryData<string> Names() => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Conforms(string check)
    {
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        await using var client = new HttpTrackingClient(new HttpTrackingOptions { Address = shared.Server!.Address });
        await All[check].RunAsync(client, TestContext.Current.CancellationToken);
    }

    public sealed class SharedServer : IAsyncLifetime
    {
        public RunningServer? Server { get; private set; }

        public async ValueTask InitializeAsync() => Server = PostgresServer.Missing is null ? await RunningServer.StartOnPostgresAsync() : null;

        public async ValueTask DisposeAsync()
        {
            if (Server is not null)
            {
                await Server.DisposeAsync();
            }
        }
    }
}

using Reprise.Testing.Conformance;
using Reprise.Testing.Tracking;
using Reprise.Tracking;
using Reprise.Tracking.Http;

namespace Reprise.Server.Tests.Tracking;

/// <summary>The HTTP client over a real server keeps every promise that the store in process keeps.</summary>
public sealed class HttpConformanceTests(HttpConformanceTests.SharedServer shared) : IClassFixture<HttpConformanceTests.SharedServer>
{
    private static readonly Dictionary<string, ConformanceCheck<ITrackingClient>> All =
        TrackingConformance.Checks.ToDictionary(check => check.Name, StringComparer.Ordinal);

    public static TheoryData<string> Names() => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public Task Conforms(string check) => All[check].RunAsync(shared.Client, TestContext.Current.CancellationToken);

    public sealed class SharedServer : IAsyncLifetime
    {
        private RunningServer _server = null!;

        public HttpTrackingClient Client { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            _server = await RunningServer.StartAsync();
            Client = new HttpTrackingClient(new HttpTrackingOptions { Address = _server.Address });
        }

        public async ValueTask DisposeAsync()
        {
            await Client.DisposeAsync();
            await _server.DisposeAsync();
        }
    }
}

using Reprise.Testing.Conformance;
using Reprise.Testing.Tracking;
using Reprise.Tracking.Client;

namespace Reprise.Tracking.Tests.Client;

/// <summary>The store in this process keeps every promise of the contracts.</summary>
public sealed class LocalConformanceTests(LocalConformanceTests.SharedClient shared) : IClassFixture<LocalConformanceTests.SharedClient>
{
    private static readonly Dictionary<string, ConformanceCheck<ITrackingClient>> All =
        TrackingConformance.Checks.ToDictionary(check => check.Name, StringComparer.Ordinal);

    public static TheoryData<string> Names() => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public Task Conforms(string check) => All[check].RunAsync(shared.Client, TestContext.Current.CancellationToken);

    public sealed class SharedClient : IAsyncLifetime
    {
        private readonly TemporaryHome _home = new();

        public LocalTrackingClient Client { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Client = await _home.OpenAsync();

        public async ValueTask DisposeAsync()
        {
            await Client.DisposeAsync();
            _home.Dispose();
        }
    }
}

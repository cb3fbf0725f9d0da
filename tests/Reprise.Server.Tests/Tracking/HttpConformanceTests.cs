using Reprise.Testing.Conformance;
using Reprise.Testing.Tracking;
using Reprise.Tracking;
using Reprise.Tracking.Http;

namespace Reprise.Server.Tests.Tracking;

/// <summary>The HTTP client over a real server keeps every promise that the store in process keeps.</summary>
public sealed class HttpConformanceTests(SharedServer shared) : IClassFixture<SharedServer>, IAsyncDisposable
{
    private readonly HttpTrackingClient _client = new(new HttpTrackingOptions { Address = shared.Server.Address });

    private static readonly Dictionary<string, ConformanceCheck<ITrackingClient>> All =
        TrackingConformance.Checks.ToDictionary(check => check.Name, StringComparer.Ordinal);

    public static TheoryData<string> Names() => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public Task Conforms(string check) => All[check].RunAsync(_client, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _client.DisposeAsync();
}

using Reprise.Core.Errors;
using Reprise.Tracking.Client;
using Reprise.Tracking.Http;

namespace Reprise.Tracking.Tests.Client;

public sealed class TrackingClientTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OpenAsync_Folder_IsAHome()
    {
        using var home = new TemporaryHome();
        await using var byPath = await TrackingClient.OpenAsync(home.Folder, Token);
        await using var byUri = await TrackingClient.OpenAsync($"file://{home.Folder}", Token);
        var id = await byPath.Experiments.CreateAsync("e", cancellationToken: Token);

        Assert.IsType<LocalTrackingClient>(byPath);
        Assert.Equal("e", (await byUri.Experiments.GetAsync(id, Token)).Name);
    }

    [Theory]
    [InlineData("http://127.0.0.1:5000")]
    [InlineData("HTTPS://example.org/mlflow")]
    public async Task OpenAsync_Url_IsAServer(string uri)
    {
        await using var client = await TrackingClient.OpenAsync(uri, Token);

        Assert.IsType<HttpTrackingClient>(client);
    }

    [Theory]
    [InlineData("postgresql://host/db")]
    [InlineData("sqlite:///mlflow.db")]
    [InlineData("http://")]
    public async Task OpenAsync_OtherAddress_IsRefusedInWords(string uri)
    {
        var refusal = await Assert.ThrowsAsync<RepriseException>(() => TrackingClient.OpenAsync(uri, Token));

        Assert.Equal(ErrorCode.InvalidParameterValue, refusal.Code);
        Assert.Contains($"'{uri}'", refusal.Message, StringComparison.Ordinal);
    }
}

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

    [Fact]
    public async Task OpenAsync_SqliteUri_IsTheFile()
    {
        using var home = new TemporaryHome();
        await using (var client = await TrackingClient.OpenAsync($"sqlite:///{home.Folder}/other.db", Token))
        {
            await client.Experiments.CreateAsync("e", cancellationToken: Token);
        }

        Assert.True(File.Exists(Path.Combine(home.Folder, "other.db")));
        Assert.False(File.Exists(home.Database));
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
    [InlineData("mysql://root:s3cret@db/ml", ErrorCode.InvalidParameterValue, "'mysql:' is no kind of tracking store")]
    [InlineData("http://", ErrorCode.InvalidParameterValue, "'http://' is not a URL")]
    [InlineData("postgresql://root:s3cret@127.0.0.1:1/ml", ErrorCode.TemporarilyUnavailable, "postgresql://root@127.0.0.1:1/ml cannot be reached")]
    public async Task OpenAsync_OtherAddress_IsRefusedInWordsWithoutThePassword(string uri, ErrorCode code, string says)
    {
        var refusal = await Assert.ThrowsAsync<RepriseException>(() => TrackingClient.OpenAsync(uri, Token));

        Assert.Equal(code, refusal.Code);
        Assert.Contains(says, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", refusal.ToString(), StringComparison.Ordinal);
    }
}

using System.Net;
using Reprise.Studio.Assets;

namespace Reprise.Studio.Tests.Assets;

public sealed class AssetFilesTests(StudioServer server)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("studio.css", "text/css")]
    [InlineData("pages.css", "text/css")]
    [InlineData("logo.svg", "image/svg+xml")]
    [InlineData("js/studio.js", "text/javascript")]
    [InlineData("js/charts.js", "text/javascript")]
    [InlineData("lib/htmx.js", "text/javascript")]
    [InlineData("lib/echarts.js", "text/javascript")]
    public async Task Serve_EveryAsset_IsThereForEver(string name, string type)
    {
        using var http = new HttpClient { BaseAddress = server.Address };

        using var answer = await http.GetAsync(AssetFiles.Address(name), Token);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType!.MediaType);
        Assert.True(answer.Headers.CacheControl is { Public: true, MaxAge.TotalDays: > 300 });
        Assert.NotEmpty(await answer.Content.ReadAsByteArrayAsync(Token));
    }

    [Theory]
    [InlineData("_studio/000000000000/studio.css")]
    [InlineData("_studio/x/../../secret")]
    public async Task Serve_AnotherVersionOrName_IsNotFound(string address)
    {
        using var http = new HttpClient { BaseAddress = server.Address };

        using var answer = await http.GetAsync(address, Token);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Serve_ToABrowser_IsCompressed()
    {
        using var http = new HttpClient(new HttpClientHandler { AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = server.Address };
        http.DefaultRequestHeaders.Add("Accept-Encoding", "gzip, br");

        using var answer = await http.GetAsync(AssetFiles.Address("lib/echarts.js"), Token);

        Assert.Equal("gzip", answer.Content.Headers.ContentEncoding.Single());
        Assert.InRange((await answer.Content.ReadAsByteArrayAsync(Token)).Length, 1, 300_000);
    }
}

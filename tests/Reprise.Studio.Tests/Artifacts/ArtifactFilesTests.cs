using System.Net;

namespace Reprise.Studio.Tests.Artifacts;

public sealed class ArtifactFilesTests(StudioServer server)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("plots/confusion.png", "image/png")]
    [InlineData("pages/hostile.svg", "image/svg+xml")]
    public async Task Send_APictureToShow_HasItsTypeAndASandbox(string path, string type)
    {
        using var http = new HttpClient { BaseAddress = server.Address };

        using var answer = await http.GetAsync(Address(path, show: true), Token);

        Assert.Equal(type, answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("sandbox", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task Send_APageToShow_IsADownloadAllTheSame()
    {
        using var http = new HttpClient { BaseAddress = server.Address };

        using var answer = await http.GetAsync(Address("pages/hostile.html", show: true), Token);

        Assert.Equal("application/octet-stream", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
    }

    [Theory]
    [InlineData("no/such.file", HttpStatusCode.NotFound)]
    [InlineData("../../../../mlflow.db", HttpStatusCode.BadRequest)]
    [InlineData("%2e%2e/%2e%2e/mlflow.db", HttpStatusCode.BadRequest)]
    public async Task Send_WhatIsNotThere_IsRefused(string path, HttpStatusCode expected)
    {
        using var http = new HttpClient { BaseAddress = server.Address };

        using var answer = await http.GetAsync(Address(path, show: false), Token);

        Assert.Equal(expected, answer.StatusCode);
    }

    private string Address(string path, bool show) => $"runs/{server.Sample.BestRunId}/file?path={Uri.EscapeDataString(path)}{(show ? "&show=true" : "")}";
}

using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Reprise.Server.Hosting;
using Reprise.Serving.Hosting;
using Reprise.Serving.Tests;

namespace Reprise.Server.Tests.Serving;

/// <summary>A real server on a free port over a real store with forests on the Turkish music data.</summary>
internal sealed class ServingServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ServingServer(WebApplication app, MusicRegistry registry, Uri address)
    {
        _app = app;
        Registry = registry;
        Http = new HttpClient { BaseAddress = address };
    }

    public MusicRegistry Registry { get; }

    public HttpClient Http { get; }

    public ModelHost Host => _app.Services.GetRequiredService<ModelHost>();

    /// <summary>A server whose store has one version for each number of trees, the first of them promoted.</summary>
    public static async Task<ServingServer> StartAsync(int[] trees, Func<RepriseServerOptions, RepriseServerOptions>? configure = null)
    {
        var registry = await MusicRegistry.CreateAsync();
        foreach (var count in trees)
        {
            await registry.AddVersionAsync(count);
        }

        if (trees.Length > 0)
        {
            await registry.PromoteAsync(1);
        }

        var options = new RepriseServerOptions { Home = registry.Home, Port = 0 };
        var app = RepriseServer.Build(configure?.Invoke(options) ?? options, registry.Tracking);
        return new ServingServer(app, registry, await app.ListenAsync(TestContext.Current.CancellationToken));
    }

    public Task<HttpResponseMessage> PostAsync(string path, string body, string contentType = "application/json", params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task<JsonElement> GetJsonAsync(string path)
    {
        using var response = await Http.GetAsync(path, TestContext.Current.CancellationToken);
        return await JsonOf(response);
    }

    public static async Task<JsonElement> JsonOf(HttpResponseMessage response) =>
        JsonElement.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
        await Registry.DisposeAsync();
    }
}

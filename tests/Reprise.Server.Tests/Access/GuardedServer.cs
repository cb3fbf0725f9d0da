using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Reprise.Server.Access;
using Reprise.Server.Hosting;

namespace Reprise.Server.Tests.Access;

/// <summary>A running server with access control, with its first administrator.</summary>
public sealed class GuardedServer : IAsyncLifetime
{
    public const string Password = "a long password";

    private readonly Func<RepriseServerOptions, RepriseServerOptions>? _configure;

    public GuardedServer()
    {
    }

    private GuardedServer(Func<RepriseServerOptions, RepriseServerOptions> configure) => _configure = configure;

    public RunningServer Server { get; private set; } = null!;

    public string AdminPassword { get; private set; } = null!;

    /// <summary>The administrator.</summary>
    internal HttpClient Admin { get; private set; } = null!;

    public static async Task<GuardedServer> StartAsync(Func<RepriseServerOptions, RepriseServerOptions> configure)
    {
        var server = new GuardedServer(configure);
        await server.InitializeAsync();
        return server;
    }

    public async ValueTask InitializeAsync()
    {
        Server = await RunningServer.StartAsync(options =>
        {
            var guarded = options with { Access = new AccessOptions { Mode = AccessMode.On } };
            return _configure?.Invoke(guarded) ?? guarded;
        });
        AdminPassword = Server.App.TakeFirstAdminPassword()!;
        Admin = Client("admin", AdminPassword);
    }

    public async ValueTask DisposeAsync()
    {
        Admin.Dispose();
        await Server.DisposeAsync();
    }

    /// <summary>A client that proves nothing, keeps no cookies and follows no redirects.</summary>
    internal HttpClient Anonymous() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Server.Address };

    /// <summary>A client that sends a name and a password as MLflow's does.</summary>
    internal HttpClient Client(string name, string password)
    {
        var http = Anonymous();
        http.SignIn(name, password);
        return http;
    }

    /// <summary>A client that sends a token as MLflow's does.</summary>
    internal HttpClient Bearer(string token)
    {
        var http = Anonymous();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    /// <summary>A client of a user that is made here.</summary>
    internal async Task<HttpClient> UserAsync(string name)
    {
        Assert.Equal(200, (await Admin.CallAsync("POST", "users/create", $$"""{"username":"{{name}}","password":"{{Password}}"}""")).Status);
        return Client(name, Password);
    }
}

internal static class GuardedCalls
{
    public static void SignIn(this HttpClient http, string name, string password) => http.DefaultRequestHeaders.Authorization =
        new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{password}")));

    /// <summary>Calls MLflow's API; a path that starts with a slash is taken as it is.</summary>
    public static async Task<(int Status, JsonNode? Body)> CallAsync(this HttpClient http, string method, string path, string? json = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path.StartsWith('/') ? path : "/api/2.0/mlflow/" + path);
        request.Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, text.StartsWith('{') ? JsonNode.Parse(text) : text.Length == 0 ? null : JsonValue.Create(text));
    }

    public static async Task<int> StatusAsync(this HttpClient http, string method, string path, string? json = null) => (await http.CallAsync(method, path, json)).Status;
}

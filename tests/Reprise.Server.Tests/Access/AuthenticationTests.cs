using System.Net;
using System.Net.Http.Headers;
using Reprise.Tracking.Access;
using Microsoft.Extensions.DependencyInjection;

namespace Reprise.Server.Tests.Access;

public sealed class AuthenticationTests(GuardedServer shared) : IClassFixture<GuardedServer>
{
    private const string Me = "/api/2.0/mlflow/users/current";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null)]
    [InlineData("Basic")]
    [InlineData("Basic !!!")]
    [InlineData("Basic bm9jb2xvbg==")]
    [InlineData("Basic bm9ib2R5OndyaXR0ZW4=")]
    [InlineData("Bearer nonsense")]
    [InlineData("Bearer rpk_aaaaaaaaaaaa_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")]
    [InlineData("Digest username=admin")]
    public async Task Request_WithoutRightCredentials_Is401InMlflowsWords(string? authorization)
    {
        using var http = shared.Anonymous();
        using var request = new HttpRequestMessage(HttpMethod.Get, Me);
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        using var answer = await http.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("Basic realm=\"mlflow\"", answer.Headers.WwwAuthenticate.ToString());
        Assert.StartsWith("{\"error_code\":\"UNAUTHENTICATED\",\"message\":\"You are not authenticated.", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ApiKey_AsPasswordAndAsToken_ActsForItsAccountUntilRevoked()
    {
        var access = shared.Server.App.Services.GetRequiredService<AccessStores>();
        await access.Accounts.CreateAsync("robot", ActorKind.ServiceAccount, null, cancellationToken: Token);
        var (key, secret) = await access.Keys.CreateAsync("robot", "test", cancellationToken: Token);
        using var basic = shared.Client("robot", secret);
        using var bearer = shared.Bearer(secret);
        using var other = shared.Client("admin", secret);

        Assert.Equal("robot", (string?)(await basic.CallAsync("GET", Me)).Body!["user"]!["username"]);
        Assert.Equal("robot", (string?)(await bearer.CallAsync("GET", Me)).Body!["user"]!["username"]);
        Assert.Equal(401, await other.StatusAsync("GET", Me));
        await access.Keys.RevokeAsync(key.Prefix, Token);
        Assert.Equal((401, 401), (await basic.StatusAsync("GET", Me), await bearer.StatusAsync("GET", Me)));
    }

    [Fact]
    public async Task Users_OverMlflowsApi_AreManagedByAdministratorsAndSeenByThemselves()
    {
        using var cem = await shared.UserAsync("cem");
        var (status, body) = await cem.CallAsync("GET", "users/get?username=cem");
        var user = body!["user"]!;

        Assert.Equal(200, status);
        Assert.Equal(("cem", false), ((string?)user["username"], (bool)user["is_admin"]!));
        Assert.Equal((0, 0, 0), (user["experiment_permissions"]!.AsArray().Count, user["registered_model_permissions"]!.AsArray().Count, user["scorer_permissions"]!.AsArray().Count));
        Assert.Equal(403, await cem.StatusAsync("GET", "users/get?username=admin"));
        Assert.Equal(403, await cem.StatusAsync("GET", "users/get?username=nobody"));
        Assert.Equal(403, await cem.StatusAsync("POST", "users/create", """{"username":"x","password":"long enough"}"""));
        Assert.Equal(403, await cem.StatusAsync("PATCH", "users/update-admin", """{"username":"cem","is_admin":true}"""));
        Assert.Equal(403, await cem.StatusAsync("DELETE", "users/delete", """{"username":"admin"}"""));
        Assert.Equal(403, await cem.StatusAsync("PATCH", "users/update-password", """{"username":"admin","password":"long enough"}"""));
        Assert.Equal(404, await shared.Admin.StatusAsync("GET", "users/get?username=nobody"));
        Assert.Equal(400, await shared.Admin.StatusAsync("POST", "users/create", """{"username":"cem","password":"long enough"}"""));

        Assert.Equal(200, await cem.StatusAsync("PATCH", "users/update-password", """{"username":"cem","password":"another password"}"""));
        Assert.Equal(401, await cem.StatusAsync("GET", Me));
        cem.SignIn("cem", "another password");
        Assert.Equal(200, await cem.StatusAsync("GET", Me));
        Assert.Equal(200, await shared.Admin.StatusAsync("DELETE", "users/delete", """{"username":"cem"}"""));
        Assert.Equal(401, await cem.StatusAsync("GET", Me));
    }

    [Fact]
    public async Task WrongPasswords_FromOneAddress_SlowThatNameAndNotTheOneWhoIsIn()
    {
        using var eve = await shared.UserAsync("eve");
        using var guesser = shared.Client("eve", "a wrong password");
        Assert.Equal(200, await eve.StatusAsync("GET", Me));
        var statuses = new List<int>();
        for (var i = 0; i < 7; i++)
        {
            statuses.Add(await guesser.StatusAsync("GET", Me));
        }

        using var last = await guesser.GetAsync(Me, Token);

        Assert.Equal([401, 401, 401, 401, 401], statuses.Take(5));
        Assert.Equal(HttpStatusCode.TooManyRequests, last.StatusCode);
        Assert.InRange(last.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 30);
        Assert.Equal(200, await eve.StatusAsync("GET", Me));
        Assert.Equal(200, await shared.Admin.StatusAsync("GET", Me));
    }

    [Fact]
    public async Task Pages_WithoutSession_LeadToSignInAndBack()
    {
        using var http = shared.Anonymous();
        http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));

        using var page = await http.GetAsync("/models/m?x=1", Token);
        using var missing = await http.GetAsync("/no-such-page", Token);
        using var docs = await http.GetAsync("/docs/index.html", Token);
        using var api = await http.GetAsync(Me, Token);

        Assert.Equal("/sign-in?return=models%2Fm%3Fx%3D1", page.Headers.Location?.OriginalString);
        Assert.Equal("/sign-in?return=no-such-page", missing.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.Redirect, docs.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, api.StatusCode);
    }

    [Fact]
    public async Task Session_ByCookie_ReadsEverywhereAndChangesOnlyFromOurOwnPages()
    {
        using var deniz = await shared.UserAsync("deniz");
        var access = shared.Server.App.Services.GetRequiredService<AccessStores>();
        var cookie = $"{shared.Server.App.Services.GetRequiredService<Reprise.Server.Studio.StudioCookies>().Session}={await access.Sessions.OpenAsync("deniz", TimeSpan.FromHours(1), Token)}";
        var own = shared.Server.Address.ToString().TrimEnd('/');

        Assert.Equal(200, await SendAsync(HttpMethod.Get, Me, cookie, null, null));
        Assert.Equal(401, await SendAsync(HttpMethod.Post, "/api/2.0/mlflow/experiments/search", cookie, null, null));
        Assert.Equal(401, await SendAsync(HttpMethod.Post, "/api/2.0/mlflow/experiments/search", cookie, "http://localhost:1", null));
        Assert.Equal(401, await SendAsync(HttpMethod.Post, "/api/2.0/mlflow/experiments/search", cookie, own, "same-site"));
        Assert.Equal(200, await SendAsync(HttpMethod.Post, "/api/2.0/mlflow/experiments/search", cookie, own, null));
        Assert.Equal(200, await SendAsync(HttpMethod.Post, "/api/2.0/mlflow/experiments/search", cookie, own, "same-origin"));
        Assert.Equal(400, await SendAsync(HttpMethod.Post, "/experiments/create", cookie, own, "same-origin", script: true));   // without the page's token
        await access.Accounts.SetPasswordAsync("deniz", "another password", Token);
        Assert.Equal(401, await SendAsync(HttpMethod.Get, Me, cookie, null, null));
    }

    private async Task<int> SendAsync(HttpMethod method, string path, string cookie, string? origin, string? site, bool script = false)
    {
        using var http = shared.Anonymous();
        using var request = new HttpRequestMessage(method, path) { Headers = { { "Cookie", cookie } } };
        request.Content = method == HttpMethod.Get ? null : script ? new FormUrlEncodedContent([new("name", "x")]) : new StringContent("""{"max_results":1}""", System.Text.Encoding.UTF8, "application/json");
        foreach (var (name, value) in new[] { ("Origin", origin), ("Sec-Fetch-Site", site), ("HX-Request", script ? "true" : null) })
        {
            if (value is not null)
            {
                request.Headers.Add(name, value);
            }
        }

        using var answer = await http.SendAsync(request, Token);
        return (int)answer.StatusCode;
    }
}

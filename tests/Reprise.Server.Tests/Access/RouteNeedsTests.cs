using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Reprise.Server.Access;
using Reprise.Server.Hosting;
using Reprise.Tracking.Access;

namespace Reprise.Server.Tests.Access;

public sealed partial class RouteNeedsTests(GuardedServer shared) : IClassFixture<GuardedServer>
{
    /// <summary>What anybody may ask for. Whoever adds a route here shows that it touches nothing that is tracked.</summary>
    private static readonly string[] Open = ["GET /_studio/{version}/{**name}", "GET /health", "GET /metrics", "GET /ready", "GET /sign-in", "POST /session", "POST /sign-in"];

    [Fact]
    public void EveryRoute_OfTheBuiltServer_DeclaresWhatItNeeds()
    {
        var undeclared = Routes().Where(route => route.Metadata.GetMetadata<RouteNeedsAttribute>() is null).SelectMany(Names);

        Assert.Empty(undeclared);
        Assert.True(Routes().Count() > 100, "The routes were not found.");
    }

    [Fact]
    public void RoutesForAnybody_AreTheFewThatAreListed()
    {
        var open = Routes().Where(route => route.Metadata.GetMetadata<RouteNeedsAttribute>()?.Need == RouteNeed.Nothing).SelectMany(Names)
            .Where(name => !name.StartsWith("HEAD", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(Open, open);
    }

    [Fact]
    public void RoutesThatGet_DeclareToReadUnlessTheyAreOfAdministration()
    {
        var more = Routes().Where(route => route.Metadata.GetMetadata<RouteNeedsAttribute>()?.Need is RouteNeed.Edit or RouteNeed.Manage or RouteNeed.Admin)
            .SelectMany(Names).Where(name => name.StartsWith("GET", StringComparison.Ordinal) && !name.Contains("/permissions/", StringComparison.Ordinal) && !name.Contains("/webhooks", StringComparison.Ordinal) && !name.Contains("/reprise/audit", StringComparison.Ordinal)
                && !name.Contains("/uploads/", StringComparison.Ordinal));         // how far an upload is concerns who writes it

        Assert.Empty(more);
    }

    [Fact]
    public async Task EveryRoute_WithoutCredentials_Answers401()
    {
        using var stranger = shared.Anonymous();
        var answered = new List<string>();
        foreach (var name in Routes().Where(route => route.Metadata.GetMetadata<RouteNeedsAttribute>()?.Need != RouteNeed.Nothing).SelectMany(Names).Distinct())
        {
            var parts = name.Split(' ');
            var status = await stranger.StatusAsync(parts[0], Parameter().Replace(parts[1], "x"));
            if (status != 401)
            {
                answered.Add($"{name}: {status}");
            }
        }

        Assert.Empty(answered);
    }

    [Fact]
    public async Task RouteThatDeclaresNothing_Answers403EvenToAdministrators()
    {
        using var home = new TemporaryFolder();
        var options = new RepriseServerOptions { Home = home.Path, Port = 0, Access = new AccessOptions { Mode = AccessMode.On } };
        await using var app = await RepriseServer.BuildAsync(options, TestContext.Current.CancellationToken);
        app.MapGet("/forgotten", () => "secrets");
        using var http = new HttpClient { BaseAddress = await app.ListenAsync(TestContext.Current.CancellationToken) };
        var before = await http.StatusAsync("GET", "/forgotten");
        http.SignIn("admin", app.TakeFirstAdminPassword()!);

        var (status, body) = await http.CallAsync("GET", "/forgotten");

        Assert.Equal((401, 403), (before, status));
        Assert.Equal("PERMISSION_DENIED", (string?)body!["error_code"]);
        Assert.Null(app.TakeFirstAdminPassword());
        Assert.Contains("GET /forgotten", ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(route => route.Metadata.GetMetadata<RouteNeedsAttribute>() is null).SelectMany(Names));
    }

    private IEnumerable<RouteEndpoint> Routes() =>
        ((IEndpointRouteBuilder)shared.Server.App).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>();

    private static IEnumerable<string> Names(RouteEndpoint route)
    {
        var path = "/" + route.RoutePattern.RawText!.TrimStart('/');
        return (route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET", "POST"]).Select(method => $"{method} {path}");
    }

    [GeneratedRegex(@"\{[^{}]+\}")]
    private static partial Regex Parameter();
}

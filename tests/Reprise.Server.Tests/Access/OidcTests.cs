using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Reprise.Server.Access;
using Reprise.Tracking.Access;

namespace Reprise.Server.Tests.Access;

/// <summary>Tokens of a real issuer: a server of its own that publishes its keys, which sign here.</summary>
[Trait("Culture", "none")]
public sealed class OidcTests : IAsyncLifetime
{
    private const string Me = "/api/2.0/mlflow/users/current";
    private const string Audience = "reprise";

    private readonly RSA _rsa = RSA.Create(2048);
    private readonly ECDsa _ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly List<JsonWebKey> _published = [];
    private WebApplication _issuer = null!;
    private GuardedServer _server = null!;
    private int _fetches;
    private string _address = "";

    private RsaSecurityKey Rsa => new(_rsa) { KeyId = "rsa-1" };

    private ECDsaSecurityKey Ec => new(_ec) { KeyId = "ec-1" };

    public async ValueTask InitializeAsync()
    {
        _published.Add(Public(Rsa));
        _published.Add(Public(Ec));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _issuer = builder.Build();
        _issuer.MapGet("/.well-known/openid-configuration", () => Results.Text($$"""{"issuer":"{{_address}}","jwks_uri":"{{_address}}/keys"}""", "application/json"));
        _issuer.MapGet("/keys", () =>
        {
            Interlocked.Increment(ref _fetches);
            return Results.Text(JsonSerializer.Serialize(new { keys = _published.Select(Fields) }), "application/json");
        });
        await _issuer.StartAsync();
        _address = _issuer.Urls.Single();
        _server = await GuardedServer.StartAsync(options => options with
        {
            Access = options.Access with { Oidc = new OidcOptions { Issuer = new Uri(_address), Audience = Audience } },
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _issuer.StopAsync();
        await _issuer.DisposeAsync();
        _rsa.Dispose();
        _ec.Dispose();
    }

    [Fact]
    public async Task Tokens_RightAndWrong_OnlyTheRightOnesAreBelieved()
    {
        var now = DateTime.UtcNow;
        using var strange = RSA.Create(2048);
        var publicKey = Encoding.ASCII.GetBytes(_rsa.ExportSubjectPublicKeyInfoPem());
        (string Name, string Token, int Status)[] tokens =
        [
            ("RS256", Create(Rsa, SecurityAlgorithms.RsaSha256), 200),
            ("ES256", Create(Ec, SecurityAlgorithms.EcdsaSha256), 200),
            ("PS256", Create(Rsa, SecurityAlgorithms.RsaSsaPssSha256), 200),
            ("another issuer", Create(Rsa, SecurityAlgorithms.RsaSha256, issuer: "https://evil.example.org"), 401),
            ("another audience", Create(Rsa, SecurityAlgorithms.RsaSha256, audience: "other"), 401),
            ("expired", Create(Rsa, SecurityAlgorithms.RsaSha256, from: now.AddHours(-2), until: now.AddHours(-1)), 401),
            ("not yet", Create(Rsa, SecurityAlgorithms.RsaSha256, from: now.AddHours(1), until: now.AddHours(2)), 401),
            ("a strange key under a known name", Create(new RsaSecurityKey(strange) { KeyId = "rsa-1" }, SecurityAlgorithms.RsaSha256), 401),
            ("a strange key", Create(new RsaSecurityKey(strange) { KeyId = "rsa-9" }, SecurityAlgorithms.RsaSha256), 401),
            ("the public key as a secret", Create(new SymmetricSecurityKey(publicKey) { KeyId = "rsa-1" }, SecurityAlgorithms.HmacSha256), 401),
            ("no signature", Unsigned(Create(Rsa, SecurityAlgorithms.RsaSha256), "none"), 401),
            ("a changed name", Changed(Create(Rsa, SecurityAlgorithms.RsaSha256)), 401),
            ("no name", Create(Rsa, SecurityAlgorithms.RsaSha256, name: null), 401),
            ("no end", WithoutEnd(), 401),
            ("too long", Create(Rsa, SecurityAlgorithms.RsaSha256, name: new string('x', 20_000)), 401),
            ("half", Create(Rsa, SecurityAlgorithms.RsaSha256)[..40], 401),
        ];

        foreach (var (name, token, status) in tokens)
        {
            using var http = _server.Bearer(token);
            Assert.Equal((name, status), (name, await http.StatusAsync("GET", Me)));
        }

        // One fetch, and one more for the keys nobody knows, however many ask.
        Assert.Equal(2, _fetches);
    }

    [Fact]
    public async Task Groups_OfATokenAreMembersOfRoles_AndANewKeyIsFound()
    {
        var token = TestContext.Current.CancellationToken;
        var access = _server.Server.App.Services.GetRequiredService<AccessStores>();
        await access.Roles.CreateAsync("readers", cancellationToken: token);
        await access.Roles.AddGroupAsync("readers", "ml-team", token);
        await access.Grants.SetAsync(new Grant(Subject.Role("readers"), Resource.Experiment(Resource.All), Permission.Read), token);
        using var member = _server.Bearer(Create(Rsa, SecurityAlgorithms.RsaSha256, name: "zoe", groups: ["ml-team", "other"]));
        using var outsider = _server.Bearer(Create(Rsa, SecurityAlgorithms.RsaSha256, name: "yan", groups: ["other"]));

        Assert.Equal("oidc:zoe", (string?)(await member.CallAsync("GET", Me)).Body!["user"]!["username"]);
        Assert.Equal(200, await member.StatusAsync("GET", "experiments/get?experiment_id=0"));
        Assert.Equal(403, await outsider.StatusAsync("GET", "experiments/get?experiment_id=0"));
        Assert.Equal(403, await member.StatusAsync("POST", "runs/create", """{"experiment_id":"0"}"""));
        var own = (string)(await outsider.CallAsync("POST", "experiments/create", """{"name":"yans"}""")).Body!["experiment_id"]!;
        Assert.Equal(200, await outsider.StatusAsync("POST", "runs/create", $$"""{"experiment_id":"{{own}}"}"""));

        using var next = RSA.Create(2048);
        var rotated = new RsaSecurityKey(next) { KeyId = "rsa-2" };
        _published.Add(Public(rotated));
        using var later = _server.Bearer(Create(rotated, SecurityAlgorithms.RsaSha256));
        Assert.Equal(200, await later.StatusAsync("GET", Me));
    }

    private string Create(
        SecurityKey key,
        string algorithm,
        string? issuer = null,
        string audience = Audience,
        string? name = "zoe",
        string[]? groups = null,
        DateTime? from = null,
        DateTime? until = null) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer ?? _address,
            Audience = audience,
            NotBefore = from ?? DateTime.UtcNow.AddMinutes(-1),
            IssuedAt = from ?? DateTime.UtcNow.AddMinutes(-1),
            Expires = until ?? DateTime.UtcNow.AddMinutes(10),
            Claims = new Dictionary<string, object>(
            [
                .. name is null ? [] : new[] { KeyValuePair.Create("sub", (object)name) },
                .. groups is null ? [] : new[] { KeyValuePair.Create("groups", (object)groups) },
            ]),
            SigningCredentials = new SigningCredentials(key, algorithm),
        });

    private string WithoutEnd() => new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
    {
        Issuer = _address,
        Audience = Audience,
        Claims = new Dictionary<string, object> { ["sub"] = "zoe" },
        SigningCredentials = new SigningCredentials(Rsa, SecurityAlgorithms.RsaSha256),
    });

    private static string Unsigned(string token, string algorithm) =>
        $"{Base64UrlEncoder.Encode($$"""{"alg":"{{algorithm}}","typ":"JWT"}""")}.{token.Split('.')[1]}.";

    private static string Changed(string token)
    {
        var parts = token.Split('.');
        var payload = Base64UrlEncoder.Decode(parts[1]).Replace("zoe", "eve", StringComparison.Ordinal);
        return $"{parts[0]}.{Base64UrlEncoder.Encode(payload)}.{parts[2]}";
    }

    private static JsonWebKey Public(RsaSecurityKey key) =>
        JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(key.Rsa.ExportParameters(false)) { KeyId = key.KeyId });

    private static JsonWebKey Public(ECDsaSecurityKey key) =>
        JsonWebKeyConverter.ConvertFromECDsaSecurityKey(new ECDsaSecurityKey(ECDsa.Create(key.ECDsa.ExportParameters(false))) { KeyId = key.KeyId });

    private static Dictionary<string, string> Fields(JsonWebKey key) => new Dictionary<string, string?>
    {
        ["kty"] = key.Kty, ["kid"] = key.Kid, ["n"] = key.N, ["e"] = key.E, ["crv"] = key.Crv, ["x"] = key.X, ["y"] = key.Y,
    }.Where(field => field.Value is not null).ToDictionary(field => field.Key, field => field.Value!);
}

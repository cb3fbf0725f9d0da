using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Reprise.Core.Errors;
using Reprise.Server.Access;
using Reprise.Server.Hosting;

namespace Reprise.Server.Tests.Access;

[Trait("Culture", "none")]
public sealed class LimitsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rate_OfACallerAndOfAnAddress_BeyondTheBurstIs429WithTheTimeToWait()
    {
        var rate = new RateOptions { PerCaller = 1, PerAddress = 1000, BurstSeconds = 1 };
        await using var guarded = await GuardedServer.StartAsync(options => options with { Access = options.Access with { Rate = rate } });
        var statuses = new List<HttpStatusCode>();
        TimeSpan? wait = null;
        for (var i = 0; i < 10; i++)
        {
            using var answer = await guarded.Admin.GetAsync("/version", Token);
            statuses.Add(answer.StatusCode);
            wait = answer.Headers.RetryAfter?.Delta ?? wait;
        }

        Assert.Equal(HttpStatusCode.OK, statuses[0]);
        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
        Assert.True(wait >= TimeSpan.FromSeconds(1));
        using var limits = new RateLimits(new RateOptions { PerCaller = 0, PerAddress = 2, BurstSeconds = 1 });
        Assert.Null(limits.TakeOfAddress("a") ?? limits.TakeOfAddress("a") ?? limits.TakeOfAddress("b"));
        Assert.NotNull(limits.TakeOfAddress("a"));
        Assert.All(Enumerable.Range(0, 100), _ => Assert.Null(limits.TakeOfCaller("c")));
    }

    [Fact]
    public async Task SlowHeaders_FromARealSocket_AreHungUpOn()
    {
        await using var server = await RunningServer.StartAsync(options => options with { RequestHeadersTimeout = TimeSpan.FromSeconds(1) });
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, server.Address.Port, Token);
        var stream = socket.GetStream();
        var began = Stopwatch.GetTimestamp();
        await stream.WriteAsync("GET /health HTTP/1.1\r\nHost: localhost\r\nX-Slow: "u8.ToArray(), Token);

        using var reader = new StreamReader(stream, Encoding.ASCII);
        var answer = await reader.ReadToEndAsync(Token);

        Assert.InRange(Stopwatch.GetElapsedTime(began).TotalSeconds, 0.5, 30);
        Assert.True(answer.Length == 0 || answer.StartsWith("HTTP/1.1 408", StringComparison.Ordinal), answer);
    }

    [Theory]
    [InlineData("evil.example.com", null, 403)]
    [InlineData("localhost", "https://evil.example.com", 403)]
    [InlineData("localhost", null, 200)]
    public async Task Rebinding_WithAccessControl_IsRefusedWithRightCredentialsToo(string host, string? origin, int status)
    {
        await using var guarded = await GuardedServer.StartAsync(options => options);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/2.0/mlflow/experiments/search")
        {
            Headers = { Host = host },
            Content = new StringContent("""{"max_results":1}""", Encoding.UTF8, "application/json"),
        };
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        using var answer = await guarded.Admin.SendAsync(request, Token);

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("127.0.0.1", AccessMode.Automatic, false)]
    [InlineData("::1", AccessMode.Automatic, false)]
    [InlineData("localhost", AccessMode.Automatic, false)]
    [InlineData("0.0.0.0", AccessMode.Automatic, true)]
    [InlineData("::", AccessMode.Automatic, true)]
    [InlineData("192.168.1.7", AccessMode.Automatic, true)]
    [InlineData("0.0.0.0", AccessMode.Off, false)]
    [InlineData("127.0.0.1", AccessMode.On, true)]
    public void RequiresAccess_ByAddress_IsOffOnLoopbackOrWhenSaid(string host, AccessMode mode, bool expected) =>
        Assert.Equal(expected, new RepriseServerOptions { Home = "h", Host = host, Access = new AccessOptions { Mode = mode } }.RequiresAccess);

    [Fact]
    public async Task Build_BrokenAccessOptions_NamesAllProblemsAtOnce()
    {
        var access = new AccessOptions
        {
            SessionLifetime = TimeSpan.Zero,
            Rate = new RateOptions { PerCaller = -1 },
            Oidc = new OidcOptions { Issuer = new Uri("http://issuer.example.org"), Audience = "" },
        };

        var refusal = await Assert.ThrowsAsync<RepriseException>(
            () => RepriseServer.BuildAsync(new RepriseServerOptions { Home = "h", Access = access, MinBodyBytesPerSecond = -1 }, Token));

        Assert.Equal(5, refusal.Problems.Count);
    }

    [Fact]
    public void SignInThrottle_EndlessWrongPasswords_NeverWaitsLongerThanHalfAMinute()
    {
        var time = new SteppedTime();
        var throttle = new SignInThrottle(time);
        var waits = new List<TimeSpan>();
        for (var i = 0; i < 40; i++)
        {
            throttle.Fail("1.2.3.4", "ada");
            waits.Add(throttle.WaitOf("1.2.3.4", "ada"));
        }

        Assert.Equal([0, 0, 0, 0, 1, 2, 4, 8, 16, 30, 30], waits.Take(11).Select(wait => (int)wait.TotalSeconds));
        Assert.Equal(TimeSpan.FromSeconds(30), waits.Max());
        Assert.Equal(TimeSpan.Zero, throttle.WaitOf("5.6.7.8", "ada"));
        time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(TimeSpan.Zero, throttle.WaitOf("1.2.3.4", "ada"));
    }

    private sealed class SteppedTime : TimeProvider
    {
        private DateTimeOffset _now = DateTimeOffset.UnixEpoch;

        public void Advance(TimeSpan by) => _now += by;

        public override DateTimeOffset GetUtcNow() => _now;
    }
}

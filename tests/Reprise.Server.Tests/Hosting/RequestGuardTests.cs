using System.Net;
using System.Text;

namespace Reprise.Server.Tests.Hosting;

public sealed class RequestGuardTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly RunningServer _server = shared.Server;

    [Theory]
    [InlineData("localhost", 200)]
    [InlineData("LOCALHOST:1234", 200)]
    [InlineData("127.0.0.1", 200)]
    [InlineData("127.8.9.1:80", 200)]
    [InlineData("[::1]:5000", 200)]
    [InlineData("10.1.2.3", 200)]
    [InlineData("172.31.0.1:5000", 200)]
    [InlineData("192.168.7.7", 200)]
    [InlineData("ml.example.org", 200)]
    [InlineData("evil.example.com", 403)]
    [InlineData("localhost.evil.example.com", 403)]
    [InlineData("172.32.0.1", 403)]
    [InlineData("8.8.8.8", 403)]
    public async Task Request_HostHeader_IsCheckedAgainstRebinding(string host, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health") { Headers = { Host = host } };

        using var response = await _server.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("nosniff", response.Headers.GetValues("x-content-type-options").Single());
        Assert.Equal("SAMEORIGIN", response.Headers.GetValues("x-frame-options").Single());
    }

    [Theory]
    [InlineData(null, 200)]
    [InlineData("http://localhost:3000", 200)]
    [InlineData("http://127.0.0.1:8080", 200)]
    [InlineData("https://ui.example.org", 200)]
    [InlineData("http://ui.example.org", 403)]
    [InlineData("https://evil.example.com", 403)]
    [InlineData("http://localhost.evil.example.com", 403)]
    [InlineData("null", 403)]
    [InlineData("file:///etc/passwd", 403)]
    public async Task Change_Origin_MustBeOursOrAllowed(string? origin, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/2.0/mlflow/experiments/search")
        {
            Content = new StringContent("""{"max_results":1}""", Encoding.UTF8, "application/json"),
        };
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        using var response = await _server.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)response.StatusCode);
        if (status == 403)
        {
            Assert.Equal("Cross-origin request blocked", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task Read_ForeignOrigin_IsAnsweredWithoutLeaveToReadIt()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/2.0/mlflow/experiments/get?experiment_id=0");
        request.Headers.Add("Origin", "https://evil.example.com");

        using var response = await _server.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.False(response.Headers.Contains("access-control-allow-origin"));
    }
}

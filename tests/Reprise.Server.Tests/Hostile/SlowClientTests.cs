using System.Net.Sockets;
using System.Text;

namespace Reprise.Server.Tests.Hostile;

/// <summary>Clients that begin and do not go on: they keep nobody else from being answered, and not the server either.</summary>
[Trait("Culture", "none")]
public sealed class SlowClientTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Clients_ThatStopHalfway_KeepNobodyWaiting()
    {
        await using var server = await RunningServer.StartAsync(options => options with { ShutdownTimeout = TimeSpan.FromMilliseconds(100) });
        var slow = new List<TcpClient>();
        try
        {
            foreach (var start in new[]
            {
                "GET /health HTTP/1.1\r\nHost: localh",
                "POST /api/2.0/mlflow/runs/create HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{",
                "PUT /api/2.0/mlflow-artifacts/artifacts/0/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nx",
                "POST /experiments/create HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nname",
            })
            {
                for (var i = 0; i < 50; i++)
                {
                    var client = new TcpClient();
                    slow.Add(client);
                    await client.ConnectAsync(server.Address.Host, server.Address.Port, Token);
                    await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(start), Token);
                }
            }

            using var answer = await server.Http.PostAsync(
                "/api/2.0/mlflow/runs/create", new StringContent("""{"experiment_id":"0"}""", Encoding.UTF8, "application/json"), Token).WaitAsync(TimeSpan.FromSeconds(60), Token);
            Assert.True(answer.IsSuccessStatusCode);
        }
        finally
        {
            slow.ForEach(client => client.Dispose());
        }
    }

    [Fact]
    public async Task Client_WhoseHeadersDoNotEnd_IsHungUpOn()
    {
        await using var server = await RunningServer.StartAsync(options => options with { RequestHeadersTimeout = TimeSpan.FromSeconds(1) });

        var answer = await RawHttp.SendAsync(server.Address, "GET /health HTTP/1.1\r\nHost: localhost\r\nX-Never: en").WaitAsync(TimeSpan.FromSeconds(60), Token);

        Assert.Equal(408, RawHttp.Status(answer));
    }

    [Fact]
    public async Task Connections_BeyondTheLimit_AreClosedAndOthersGoOn()
    {
        await using var server = await RunningServer.StartAsync(options => options with { MaxConnections = 4 });
        Assert.Equal("OK", await server.Http.GetStringAsync("/health", Token));   // this one is kept alive
        var idle = new List<TcpClient>();
        for (var i = 0; i < 3; i++)
        {
            var client = new TcpClient();
            idle.Add(client);
            await client.ConnectAsync(server.Address.Host, server.Address.Port, Token);
            await client.GetStream().WriteAsync("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray(), Token);
            Assert.NotEqual(0, await client.GetStream().ReadAsync(new byte[1000], Token));
        }

        var refused = await RawHttp.SendAsync(server.Address, "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n");
        var kept = await server.Http.GetStringAsync("/health", Token);
        idle.ForEach(client => client.Dispose());

        Assert.Equal("", refused);
        Assert.Equal("OK", kept);
    }
}

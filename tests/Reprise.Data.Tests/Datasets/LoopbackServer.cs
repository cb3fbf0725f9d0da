using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Reprise.Data.Tests.Datasets;

/// <summary>A real HTTP server on a free loopback port that answers every request with one chosen answer.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<NetworkStream, CancellationToken, Task> _answer;
    private readonly Task _loop;

    private LoopbackServer(Func<NetworkStream, CancellationToken, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        Handler = new ToLoopback(((IPEndPoint)_listener.LocalEndpoint).Port);
        _loop = ServeAsync();
    }

    /// <summary>Sends requests for any https address to this server.</summary>
    public HttpMessageHandler Handler { get; }

    public int Requests { get; private set; }

    public static LoopbackServer Answering(byte[] body, int status = 200) => new((stream, token) => SendAsync(stream, status, body, body.Length, token));

    /// <summary>Promises a whole body, sends a part and hangs up.</summary>
    public static LoopbackServer HangingUpAfter(byte[] part, int promised) => new((stream, token) => SendAsync(stream, 200, part, promised, token));

    /// <summary>Sends a part and then nothing, for ever.</summary>
    public static LoopbackServer StallingAfter(byte[] part, int promised) => new(async (stream, token) =>
    {
        await SendAsync(stream, 200, part, promised, token);
        await Task.Delay(Timeout.Infinite, token);
    });

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _loop;
        Handler.Dispose();
        _stop.Dispose();
    }

    private static async Task SendAsync(NetworkStream stream, int status, byte[] body, int length, CancellationToken token)
    {
        var head = $"HTTP/1.1 {status} Answer\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), token);
        await stream.WriteAsync(body, token);
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Requests++;
                var stream = client.GetStream();
                await stream.ReadAtLeastAsync(new byte[4096], 1, throwOnEndOfStream: false, _stop.Token);
                await _answer(stream, _stop.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or IOException)
        {
            // Stopped, or the client hung up.
        }
    }

    private sealed class ToLoopback(int port) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = new UriBuilder(request.RequestUri!) { Scheme = "http", Host = "127.0.0.1", Port = port }.Uri;
            return base.SendAsync(request, cancellationToken);
        }
    }
}

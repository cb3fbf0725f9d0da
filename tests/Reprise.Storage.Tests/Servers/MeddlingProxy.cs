using System.Net;
using System.Net.Sockets;

namespace Reprise.Storage.Tests.Servers;

/// <summary>A TCP proxy that damages or cuts what passes, as networks do.</summary>
public sealed class MeddlingProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Uri _target;
    private int _cuts;

    public MeddlingProxy(Uri target)
    {
        _target = target;
        _listener.Start();
        _ = AcceptAsync();
    }

    public Uri Address => new(FormattableString.Invariant($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/"));

    /// <summary>Cuts a connection once this many bytes came back on it; 0 for never.</summary>
    public Func<long> AnswerLimit { get; set; } = () => 0;

    /// <summary>Cuts a connection once this many bytes were sent on it; 0 for never.</summary>
    public Func<long> RequestLimit { get; set; } = () => 0;

    /// <summary>The same limit for every answer.</summary>
    public long CutAnswersAfter { set => AnswerLimit = () => value; }

    /// <summary>Flips a bit of the byte at this position of what comes back on a connection; 0 for none.</summary>
    public long FlipByteOfAnswers { get; set; }

    /// <summary>How many connections were cut.</summary>
    public int Cuts => Volatile.Read(ref _cuts);

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = PassAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The end of the test.
        }
    }

    private async Task PassAsync(TcpClient from)
    {
        using var client = from;
        using var server = new TcpClient();
        try
        {
            await server.ConnectAsync(_target.Host, _target.Port, _stop.Token);
            var forth = PumpAsync(client.GetStream(), server.GetStream(), RequestLimit(), 0);
            var back = PumpAsync(server.GetStream(), client.GetStream(), AnswerLimit(), FlipByteOfAnswers);
            if (!await await Task.WhenAny(forth, back))
            {
                Interlocked.Increment(ref _cuts);
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // One side hung up.
        }
    }

    /// <summary>Copies until the end (true) or the limit (false).</summary>
    private async Task<bool> PumpAsync(NetworkStream from, NetworkStream to, long limit, long flip)
    {
        var buffer = new byte[1 << 16];
        long passed = 0;
        while (await from.ReadAsync(buffer, _stop.Token) is > 0 and var read)
        {
            var allowed = limit == 0 ? read : (int)Math.Min(read, limit - passed);
            if (flip > passed && flip < passed + allowed)
            {
                buffer[flip - passed] ^= 1;
            }

            await to.WriteAsync(buffer.AsMemory(0, allowed), _stop.Token);
            passed += allowed;
            if (limit > 0 && passed >= limit)
            {
                return false;
            }
        }

        return true;
    }
}

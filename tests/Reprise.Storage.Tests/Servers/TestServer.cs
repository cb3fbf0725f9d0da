using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Reprise.Storage.Tests.Servers;

/// <summary>A server program of the tests, gone with the process that started it.</summary>
public sealed class TestServer : IAsyncDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(3);
    private readonly Process _process;

    private TestServer(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    /// <summary>Starts a program and waits until it prints a line with these words; null with the reason when it ends before.</summary>
    public static async Task<(TestServer? Server, string Reason)> StartAsync(ProcessStartInfo start, int port, string readyWords)
    {
        start.RedirectStandardInput = true;   // its end tells the program that we are gone
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        var process = new Process { StartInfo = start };
        var ready = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var last = "";
        void Hear(object sender, DataReceivedEventArgs line)
        {
            last = line.Data is { Length: > 0 } text ? text : last;
            if (line.Data?.Contains(readyWords, StringComparison.Ordinal) == true)
            {
                ready.TrySetResult(true);
            }
        }

        process.OutputDataReceived += Hear;
        process.ErrorDataReceived += Hear;
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => ready.TrySetResult(false);
        try
        {
            process.Start();
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            return (null, $"{start.FileName}: {exception.Message}");
        }

        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (await Task.WhenAny(ready.Task, Task.Delay(LongestStart)) != ready.Task)
        {
            process.Kill(entireProcessTree: true);
            return (null, $"{start.FileName} was not ready after {LongestStart}: {last}");
        }

        if (await ready.Task)
        {
            return (new TestServer(process, new Uri(FormattableString.Invariant($"http://127.0.0.1:{port}/"))), "");
        }

        await process.WaitForExitAsync();   // until its last line is heard
        process.Dispose();
        return (null, $"{start.FileName}: {last}");
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}

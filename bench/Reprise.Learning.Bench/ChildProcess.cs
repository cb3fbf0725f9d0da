using System.Diagnostics;
using System.Text.Json;

namespace Reprise.Learning.Bench;

/// <summary>Starts one measurement with the threads and data that all get.</summary>
internal static class ChildProcess
{
    /// <summary>Threads that each side may use.</summary>
    private const string Threads = "2";

    /// <summary>The measurements a process prints; none, and a line on stderr, when it fails.</summary>
    public static IReadOnlyList<Measurement> Measure(string program, string[] arguments, string what)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var variable in (string[])["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "DOTNET_PROCESSOR_COUNT"])
        {
            start.Environment[variable] = Threads;
        }

        foreach (var (name, value) in BenchData.Places)
        {
            start.Environment[name] = value;
        }

        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        try
        {
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
            process.WaitForExit();
            if (process.ExitCode == 0)
            {
                return [.. lines.Where(line => line.StartsWith('{')).Select(line => JsonSerializer.Deserialize<Measurement>(line, WorkLog.Json)!)];
            }

            var last = errors.GetAwaiter().GetResult().Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? $"exit code {process.ExitCode}";
            Console.Error.WriteLine($"compare: {what} did not run: {last}");
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            Console.Error.WriteLine($"compare: {what} did not run: {e.Message}");
        }

        return [];
    }
}

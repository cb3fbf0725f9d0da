using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Reprise.Learning.Bench;

/// <summary>Times parts of a work and prints each as a line of JSON.</summary>
internal sealed class WorkLog(TextWriter output)
{
    public static JsonSerializerOptions Json { get; } = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Times one run of <paramref name="work"/>; the score is computed afterwards, outside the time.</summary>
    public void Once(string part, Action work, Func<double>? score = null) => Median(part, 0, 1, 1, work, score);

    /// <summary>Times <paramref name="rounds"/> rounds of <paramref name="times"/> runs after <paramref name="warmUps"/> rounds that compile the code; the median of one run.</summary>
    public void Median(string part, int warmUps, int rounds, int times, Action work, Func<double>? score = null)
    {
        var (walls, cpus) = (new List<double>(), new List<double>());
        for (var round = 0; round < warmUps + rounds; round++)
        {
            var (cpu, start) = (Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
            for (var i = 0; i < times; i++)
            {
                work();
            }

            if (round >= warmUps)
            {
                walls.Add(Stopwatch.GetElapsedTime(start).TotalSeconds / times);
                cpus.Add((Environment.CpuUsage.TotalTime - cpu).TotalSeconds / times);
            }
        }

        var peak = PeakMegabytes();
        output.WriteLine(JsonSerializer.Serialize(new Measurement(part, MedianOf(walls), MedianOf(cpus), peak, score?.Invoke() is { } value && double.IsFinite(value) ? value : null), Json));
    }

    public static double MedianOf(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>The kernel's high-water mark; where there is none, the runtime's.</summary>
    private static double PeakMegabytes()
    {
        const string Status = "/proc/self/status";
        if (File.Exists(Status) && File.ReadLines(Status).FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)) is { } line)
        {
            return double.Parse(line.AsSpan(6, line.Length - 8), CultureInfo.InvariantCulture) * 1024 / 1e6;
        }

        return Process.GetCurrentProcess().PeakWorkingSet64 / 1e6;
    }
}

using System.Diagnostics;

namespace Reprise.Learning.Bench;

/// <summary>Processor time of repeated work: the median of the rounds after the first few, which compile the code.</summary>
internal static class Measure
{
    public static double MedianCpuSeconds(int warmUps, int rounds, Action work)
    {
        var process = Process.GetCurrentProcess();
        var seconds = new List<double>();
        for (var i = 0; i < warmUps + rounds; i++)
        {
            process.Refresh();
            var before = process.TotalProcessorTime;
            work();
            process.Refresh();
            if (i >= warmUps)
            {
                seconds.Add((process.TotalProcessorTime - before).TotalSeconds);
            }
        }

        seconds.Sort();
        return seconds[seconds.Count / 2];
    }
}

using System.Globalization;
using System.Net.NetworkInformation;

namespace Reprise.Tracking.SystemMetrics;

/// <summary>Reads this machine: processors and memory from <c>/proc</c> (Linux only), disk and network through the framework.</summary>
internal sealed class SystemSource(string folder)
{
    /// <summary>Reads everything; a part that fails is left out.</summary>
    public SystemReading Read()
    {
        var (busy, total) = OperatingSystem.IsLinux() ? Try(() => Processors(File.ReadAllText("/proc/stat"))) : default;
        var (memory, available) = OperatingSystem.IsLinux() ? Try(() => Memory(File.ReadAllText("/proc/meminfo"))) : default;
        var (disk, free) = Try(Disk);
        var (received, sent) = Try(Network);
        return new SystemReading
        {
            BusyTime = busy,
            TotalTime = total,
            MemoryTotal = memory,
            MemoryAvailable = available,
            DiskTotal = disk,
            DiskAvailable = free,
            Received = received,
            Sent = sent,
        };
    }

    /// <summary>Busy and total ticks of the first line of <c>/proc/stat</c>: user nice system idle iowait irq softirq steal; guests are in user.</summary>
    internal static (double? Busy, double? Total) Processors(string stat)
    {
        var parts = stat.Split('\n', 2)[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length < 5 || parts[0] != "cpu")
        {
            return default;
        }

        var ticks = parts.Skip(1).Take(8).Select(part => double.Parse(part, NumberStyles.None, CultureInfo.InvariantCulture)).ToList();
        return (ticks.Sum() - ticks[3] - (ticks.Count > 4 ? ticks[4] : 0), ticks.Sum());
    }

    /// <summary>Total and available bytes of <c>/proc/meminfo</c>, which counts in KiB.</summary>
    internal static (double? Total, double? Available) Memory(string text)
    {
        return (Of("MemTotal:"), Of("MemAvailable:"));

        double? Of(string name)
        {
            var line = text.Split('\n').FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal));
            return line?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var number, ..]
                && double.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
                    ? value * 1024
                    : null;
        }
    }

    private static (double? First, double? Second) Try(Func<(double? First, double? Second)> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NetworkInformationException or FormatException or PlatformNotSupportedException or ArgumentException)
        {
            return default;
        }
    }

    private static (double? Received, double? Sent) Network()
    {
        var statistics = NetworkInterface.GetAllNetworkInterfaces()
            .Where(network => network.NetworkInterfaceType != NetworkInterfaceType.Loopback)
            .Select(network => network.GetIPStatistics())
            .ToList();
        return (statistics.Sum(one => (double)one.BytesReceived), statistics.Sum(one => (double)one.BytesSent));
    }

    private (double? Total, double? Free) Disk()
    {
        var drive = new DriveInfo(folder);
        return (drive.TotalSize, drive.AvailableFreeSpace);
    }
}

namespace Reprise.Tracking.SystemMetrics;

/// <summary>Turns readings into MLflow's system metrics. The first reading is what later ones are held against.</summary>
internal sealed class SystemSampler(Func<SystemReading> read)
{
    private const double Megabyte = 1e6;

    private readonly SystemReading _first = read();
    private SystemReading? _before;

    /// <summary>Names and values of now; what the machine does not say is left out. Network counts from the start, CPU since the sample before.</summary>
    public IReadOnlyList<(string Name, double Value)> Next()
    {
        var now = read();
        var before = _before ?? _first;
        _before = now;
        var values = new List<(string, double)>();
        Add("cpu_utilization_percentage", now.TotalTime > before.TotalTime ? 100 * (now.BusyTime - before.BusyTime) / (now.TotalTime - before.TotalTime) : null);
        var used = now.MemoryTotal - now.MemoryAvailable;
        Add("system_memory_usage_megabytes", used / Megabyte);
        Add("system_memory_usage_percentage", 100 * used / now.MemoryTotal);
        var filled = now.DiskTotal - now.DiskAvailable;
        Add("disk_usage_percentage", 100 * filled / now.DiskTotal);
        Add("disk_usage_megabytes", filled / Megabyte);
        Add("disk_available_megabytes", now.DiskAvailable / Megabyte);
        Add("network_receive_megabytes", (now.Received - _first.Received) / Megabyte);
        Add("network_transmit_megabytes", (now.Sent - _first.Sent) / Megabyte);
        return values;

        void Add(string name, double? value)
        {
            if (value is { } known && double.IsFinite(known))
            {
                values.Add(("system/" + name, Math.Max(0, known)));
            }
        }
    }
}

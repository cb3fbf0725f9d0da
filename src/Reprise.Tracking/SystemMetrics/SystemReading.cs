namespace Reprise.Tracking.SystemMetrics;

/// <summary>What the machine says about itself at one moment; null is what it does not say. Counters only grow.</summary>
internal sealed record SystemReading
{
    /// <summary>Time all processors spent on work, in any unit.</summary>
    public double? BusyTime { get; init; }

    /// <summary>Time all processors had, in the unit of <see cref="BusyTime"/>.</summary>
    public double? TotalTime { get; init; }

    /// <summary>Bytes of memory.</summary>
    public double? MemoryTotal { get; init; }

    /// <summary>Bytes of memory that programs can still have.</summary>
    public double? MemoryAvailable { get; init; }

    /// <summary>Bytes of the disk.</summary>
    public double? DiskTotal { get; init; }

    /// <summary>Bytes of the disk that are free.</summary>
    public double? DiskAvailable { get; init; }

    /// <summary>Bytes received over all networks but the loopback.</summary>
    public double? Received { get; init; }

    /// <summary>Bytes sent over all networks but the loopback.</summary>
    public double? Sent { get; init; }
}

namespace Reprise.Tracking.Audit;

/// <summary>What checking the trail found.</summary>
public sealed record AuditVerdict
{
    /// <summary>Whether every link holds.</summary>
    public bool IsWhole => Problem is null;

    /// <summary>The last record that was read.</summary>
    public required AuditHead Head { get; init; }

    /// <summary>How many records hold, from the first on.</summary>
    public required long Checked { get; init; }

    /// <summary>The first broken link in words; null when there is none.</summary>
    public string? Problem { get; init; }

    /// <summary>Number of the record where it breaks; null when nothing breaks, or what breaks is no single record.</summary>
    public long? BrokenAt { get; init; }

    /// <summary>What should stand there.</summary>
    public string? Expected { get; init; }

    /// <summary>What stands there.</summary>
    public string? Actual { get; init; }
}

using Reprise.Core.Tables;
using Reprise.Data.Datasets;
using Reprise.Data.Validation;

namespace TelcoChurn;

/// <summary>The loaded data, where it came from and what validation says of it.</summary>
public sealed record ChurnData
{
    /// <summary>A row per customer.</summary>
    public required Table Table { get; init; }

    /// <summary>Source, path, content hash, and whether this is a sample.</summary>
    public required DatasetResolution Resolution { get; init; }

    /// <summary>The data against its contract.</summary>
    public required ValidationReport Validation { get; init; }
}

using Reprise.Core.Tables;
using Reprise.Data.Datasets;
using Reprise.Data.Validation;

namespace TurkishMusic;

/// <summary>The loaded data, where it came from and what validation says of it.</summary>
public sealed record TurkishMusicData
{
    /// <summary><c>Class</c> as text and 50 doubles.</summary>
    public required Table Table { get; init; }

    /// <summary>Source, path, content hash, and whether this is a sample.</summary>
    public required DatasetResolution Resolution { get; init; }

    /// <summary>The data against its contract; the original has 12 pairs of identical rows, as warnings.</summary>
    public required ValidationReport Validation { get; init; }
}

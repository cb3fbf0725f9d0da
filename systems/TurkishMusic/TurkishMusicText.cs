using Reprise.Core.Errors;
using Reprise.Data.Csv;
using Reprise.Data.Datasets;
using Reprise.Data.Validation;

namespace TurkishMusic;

/// <summary>The data set as text, before it is held against its contract.</summary>
/// <param name="Resolution">Source, path, content hash, and whether this is a sample.</param>
/// <param name="Text">The cells as they are in the file.</param>
public sealed record TurkishMusicText(DatasetResolution Resolution, TextTable Text)
{
    /// <summary>Holds the text against the contract: problems are reported, not thrown.</summary>
    public ValidationReport Validate(CancellationToken cancellationToken = default) =>
        DataValidator.Validate(Text, TurkishMusicDataset.Contract, cancellationToken: cancellationToken);

    /// <summary>The text as a typed table, with what validation said of it.</summary>
    /// <exception cref="RepriseException">A cell is not of its column's type; every problem is listed.</exception>
    public TurkishMusicData ToData(ValidationReport validation) => new()
    {
        Table = Text.ToTable(TurkishMusicDataset.Contract.Types()),
        Resolution = Resolution,
        Validation = validation,
    };
}

using Reprise.Core.Errors;
using Reprise.Core.Hashing;
using Reprise.Core.Tables;
using Reprise.Data.Csv;
using Reprise.Data.Datasets;
using Reprise.Data.Validation;

namespace TurkishMusic;

/// <summary>
/// Turkish Music Emotion (Er and Aydilek 2019, UCI data set 862, doi 10.24432/C5JG93): 400 clips of 30 s, 50 acoustic features, four moods, 100 clips each.
/// </summary>
public static class TurkishMusicDataset
{
    /// <summary>The name under which runs, models and files know the data.</summary>
    public const string Name = "turkish-music-emotion";

    /// <summary>The column to predict.</summary>
    public const string Target = "Class";

    /// <summary>The moods, in the order of the file.</summary>
    public static IReadOnlyList<string> Labels { get; } = ["relax", "happy", "sad", "angry"];

    /// <summary>What the data promises: mood and 50 numbers within the ranges of the original clips.</summary>
    public static DataContract Contract { get; } = new()
    {
        Name = Name,
        Target = Target,
        MinRows = 40,
        MinClassShare = 0.1,
        Columns =
        [
            new ColumnContract { Name = Target, Type = ColumnType.String, Labels = Labels },
            .. TurkishMusicFeatures.All.Select(feature => new ColumnContract
            {
                Name = feature.Name,
                Type = ColumnType.Double,
                Minimum = feature.Minimum,
                Maximum = feature.Maximum,
            }),
        ],
    };

    /// <summary>The file, by content, and where it can be had.</summary>
    public static DatasetSpec Spec { get; } = new()
    {
        Name = Name,
        FileName = "Acoustic_Features.csv",
        Sha256 = "8df80318735ee45123f7dfd5201927a6404836332dc80d733d30a7250856030c",
        SharedPath = "turkish-music-emotion/Acoustic_Features.csv",
        Url = new Uri("https://archive.ics.uci.edu/static/public/862/turkish+music+emotion.zip"),
        ArchiveEntry = "Acoustic Features.csv",
        MaxBytes = 16L << 20,
        WriteSample = TurkishMusicSample.Write,
    };

    /// <summary>Finds the file, reads it and holds it against the contract.</summary>
    /// <exception cref="RepriseException">The file changed since it was found, or is no such table.</exception>
    public static async Task<TurkishMusicData> LoadAsync(DatasetResolverOptions options, CancellationToken cancellationToken = default)
    {
        var text = await ReadAsync(options, cancellationToken).ConfigureAwait(false);
        return text.ToData(text.Validate(cancellationToken));
    }

    /// <summary>Finds the file and reads it as text; nothing is judged yet.</summary>
    /// <exception cref="RepriseException">The file changed since it was found.</exception>
    public static async Task<TurkishMusicText> ReadAsync(DatasetResolverOptions options, CancellationToken cancellationToken = default)
    {
        var resolution = await new DatasetResolver(options).ResolveAsync(Spec, cancellationToken).ConfigureAwait(false);
        var bytes = await File.ReadAllBytesAsync(resolution.Path, cancellationToken).ConfigureAwait(false);
        return ContentHash.Sha256(bytes) == resolution.Sha256
            ? new TurkishMusicText(resolution, CsvText.Read(new MemoryStream(bytes), cancellationToken: cancellationToken))
            : throw new RepriseException(ErrorCode.DataLoss, $"'{resolution.Path}' changed while it was read; try again.");
    }
}

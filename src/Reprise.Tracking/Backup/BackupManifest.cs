using System.Text.Json.Serialization;

namespace Reprise.Tracking.Backup;

/// <summary>What a backup holds: the last entry of the archive, <see cref="BackupArchive.ManifestName"/>.</summary>
/// <param name="Format">Version of the archive's layout; <see cref="BackupArchive.Format"/>.</param>
/// <param name="CreatedAt">When the snapshot of the database was taken, milliseconds since the Unix epoch.</param>
/// <param name="Files">Every file before the manifest, in the archive's order.</param>
public sealed record BackupManifest(int Format, long CreatedAt, IReadOnlyList<BackupFile> Files)
{
    /// <summary>Bytes of all files.</summary>
    [JsonIgnore]
    public long Bytes => Files.Sum(file => file.Size);
}

/// <summary>One file of a backup.</summary>
/// <param name="Path">Relative to the home, separated by <c>/</c>.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">Hash of the content, 64 lower-case hexadecimal digits.</param>
public sealed record BackupFile(string Path, long Size, string Sha256);

/// <summary>Source-generated JSON of the manifest.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(BackupManifest))]
internal sealed partial class BackupJson : JsonSerializerContext;

namespace Reprise.Studio.Artifacts;

/// <summary>How a file is shown.</summary>
public enum ArtifactKind
{
    /// <summary>As it is written.</summary>
    Text,

    /// <summary>Laid out anew.</summary>
    Json,

    /// <summary>Rows and columns.</summary>
    Table,

    /// <summary>A picture.</summary>
    Image,
}

/// <summary>What a file's name says about showing it. What it holds is never executed: pages and drawings from strangers are text or inert pictures.</summary>
internal static class ArtifactKinds
{
    private static readonly Dictionary<string, string> Pictures = new(StringComparer.OrdinalIgnoreCase)
    {
        [".png"] = "image/png",
        [".jpg"] = "image/jpeg",
        [".jpeg"] = "image/jpeg",
        [".gif"] = "image/gif",
        [".webp"] = "image/webp",
        [".svg"] = "image/svg+xml",
    };

    /// <summary>How a file of this name is shown.</summary>
    public static ArtifactKind Of(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".csv" or ".tsv" => ArtifactKind.Table,
        ".json" => ArtifactKind.Json,
        var extension => Pictures.ContainsKey(extension) ? ArtifactKind.Image : ArtifactKind.Text,
    };

    /// <summary>The content type of a picture that a page may show; null for everything else.</summary>
    public static string? PictureType(string path) => Pictures.GetValueOrDefault(Path.GetExtension(path));
}

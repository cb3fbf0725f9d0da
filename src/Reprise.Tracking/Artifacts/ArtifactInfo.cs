namespace Reprise.Tracking.Artifacts;

/// <summary>A file or folder among artifacts: its path relative to the artifact root with <c>/</c> between parts, and the size of a file in bytes.</summary>
public sealed record ArtifactInfo(string Path, bool IsDirectory, long? Size = null);

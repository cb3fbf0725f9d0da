using Reprise.Tracking.Artifacts;

namespace Reprise.Tracking.Wire;

internal sealed record FileInfoMessage(string? Path, bool? IsDir, long? FileSize)
{
    public static FileInfoMessage From(ArtifactInfo file) => new(file.Path, file.IsDirectory, file.IsDirectory ? null : file.Size ?? 0);

    public ArtifactInfo ToEntity() => new(Path ?? "", IsDir ?? false, IsDir == true ? null : FileSize);
}

internal sealed record ListArtifactsRequest
{
    public string? RunId { get; init; }

    public string? RunUuid { get; init; }

    public string? Path { get; init; }

    public string? PageToken { get; init; }
}

internal sealed record ListArtifactsResponse(string? RootUri, IReadOnlyList<FileInfoMessage>? Files);

internal sealed record ListProxiedArtifactsRequest(string? Path);

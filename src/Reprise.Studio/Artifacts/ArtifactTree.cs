using Reprise.Tracking.Artifacts;

namespace Reprise.Studio.Artifacts;

/// <summary>A file, or a folder with what is in it.</summary>
public sealed record ArtifactNode(ArtifactInfo Info, IReadOnlyList<ArtifactNode> Children)
{
    /// <summary>The last part of the path.</summary>
    public string Name => Info.Path[(Info.Path.LastIndexOf('/') + 1)..];
}

/// <summary>The files of a run or a model as a tree, folders first.</summary>
public sealed record ArtifactTree
{
    /// <summary>Files and folders shown at most.</summary>
    public const int Limit = 1000;

    private const int DeepestLevel = 12;

    /// <summary>The folder the tree starts at; null for all.</summary>
    public string? Folder { get; init; }

    /// <summary>Files and folders at the top.</summary>
    public required IReadOnlyList<ArtifactNode> Nodes { get; init; }

    /// <summary>Whether there is more than <see cref="Limit"/>: folders that were left out can be opened by themselves.</summary>
    public required bool Cut { get; init; }

    /// <summary>Files in the tree.</summary>
    public required int FileCount { get; init; }

    /// <summary>Their size in bytes.</summary>
    public required long Size { get; init; }

    /// <summary>Lists what is under a folder of an artifact root.</summary>
    public static async Task<ArtifactTree> LoadAsync(IArtifactStore store, string rootUri, string? folder, CancellationToken cancellationToken)
    {
        var walk = new Walk(store, rootUri);
        var nodes = await walk.ListAsync(folder, 0, cancellationToken).ConfigureAwait(false);
        return new ArtifactTree { Folder = folder, Nodes = nodes, Cut = walk.Cut, FileCount = walk.Files, Size = walk.Size };
    }

    private sealed class Walk(IArtifactStore store, string rootUri)
    {
        private int _left = Limit;

        public bool Cut { get; private set; }

        public int Files { get; private set; }

        public long Size { get; private set; }

        public async Task<IReadOnlyList<ArtifactNode>> ListAsync(string? folder, int level, CancellationToken cancellationToken)
        {
            if (level > DeepestLevel || _left <= 0)
            {
                Cut = true;
                return [];
            }

            var nodes = new List<ArtifactNode>();
            var listed = await store.ListAsync(rootUri, folder, cancellationToken).ConfigureAwait(false);
            foreach (var info in listed.OrderBy(info => !info.IsDirectory))
            {
                if (_left-- <= 0)
                {
                    Cut = true;
                    break;
                }

                Files += info.IsDirectory ? 0 : 1;
                Size += info.Size ?? 0;
                nodes.Add(new ArtifactNode(info, info.IsDirectory ? await ListAsync(info.Path, level + 1, cancellationToken).ConfigureAwait(false) : []));
            }

            return nodes;
        }
    }
}

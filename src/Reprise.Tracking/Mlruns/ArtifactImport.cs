using Reprise.Core.Errors;
using Reprise.Tracking.Artifacts;

namespace Reprise.Tracking.Mlruns;

/// <summary>Copies a folder of artifacts into a store. Files that are there with the same size are not copied again; links are not followed.</summary>
internal static class ArtifactImport
{
    public static async Task CopyAsync(string folder, string rootUri, IArtifactStore artifacts, ImportLog log, CancellationToken cancellationToken)
    {
        // An MLmodel file last: a folder that has one is a whole model.
        foreach (var group in ValueFiles.Of(folder).GroupBy(file => Parent(file.Key)))
        {
            Dictionary<string, long?>? there = null;
            foreach (var (key, path) in group.OrderBy(file => Path.GetFileName(file.Key) == ArtifactStoreExtensions.ModelFile))
            {
                try
                {
                    there ??= (await artifacts.ListAsync(rootUri, group.Key, cancellationToken).ConfigureAwait(false)).ToDictionary(item => item.Path, item => item.Size);
                    var content = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.Asynchronous | FileOptions.SequentialScan);
                    await using (content.ConfigureAwait(false))
                    {
                        if (there.GetValueOrDefault(key) != content.Length)
                        {
                            await artifacts.WriteAsync(rootUri, key, content, cancellationToken).ConfigureAwait(false);
                            log.Files++;
                        }
                    }
                }
                catch (RepriseException exception) when (exception.Code == ErrorCode.InvalidParameterValue)
                {
                    log.Problem(path, $"is not copied: {exception.Message}");
                }
                catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
                {
                    log.Problem(path, $"is not copied: {exception.Message}");
                }
            }
        }
    }

    private static string? Parent(string key) => key.LastIndexOf('/') is var slash and >= 0 ? key[..slash] : null;

}

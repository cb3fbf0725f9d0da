using System.Collections.Concurrent;
using Reprise.Core.Errors;

namespace Reprise.Storage.Remote;

/// <summary>Keeps a name from being an object and a folder, as files of a disk are kept from it: else a download to a disk could not succeed.</summary>
internal sealed class RemoteNames(
    string prefix, Func<string, CancellationToken, Task<RemoteObject?>> head, Func<RemoteQuery, CancellationToken, Task<RemotePage>> list)
{
    private const int MostRemembered = 4096;

    // Folders that were seen not to be objects; they are asked about once and not before every file in them.
    private readonly ConcurrentDictionary<string, bool> _folders = new(StringComparer.Ordinal);

    /// <summary>Whether anything lies below a name.</summary>
    public async Task<bool> IsFolderAsync(string name, CancellationToken cancellationToken)
    {
        var page = await list(new RemoteQuery(name + "/", ByFolder: false, Token: null, Limit: 1), cancellationToken).ConfigureAwait(false);
        return page.Objects.Count > 0;
    }

    /// <summary>Refuses a name that a folder has, or that has an object on the way.</summary>
    public async Task RequireFreeAsync(ObjectKey key, string name, CancellationToken cancellationToken)
    {
        var isFolder = IsFolderAsync(name, cancellationToken);
        var areObjects = Parents(name).Where(parent => !_folders.ContainsKey(parent)).Select(parent => IsObjectAsync(parent, cancellationToken)).ToList();
        await Task.WhenAll([isFolder, .. areObjects]).ConfigureAwait(false);
        if (await isFolder.ConfigureAwait(false) || (await Task.WhenAll(areObjects).ConfigureAwait(false)).Contains(true))
        {
            throw new RepriseException(
                ErrorCode.InvalidParameterValue, $"'{key}' cannot be written: a folder has this name, or a file has the name of a folder on the way.");
        }
    }

    private async Task<bool> IsObjectAsync(string name, CancellationToken cancellationToken)
    {
        if (await head(name, cancellationToken).ConfigureAwait(false) is not null)
        {
            return true;
        }

        if (_folders.Count >= MostRemembered)
        {
            _folders.Clear();
        }

        _folders[name] = true;
        return false;
    }

    private IEnumerable<string> Parents(string name)
    {
        for (var end = name.IndexOf('/', prefix.Length); end > 0; end = name.IndexOf('/', end + 1))
        {
            yield return name[..end];
        }
    }
}

using System.Text.RegularExpressions;
using Reprise.Core.Errors;
using Reprise.Core.Files;

namespace Reprise.Flows.Projects;

/// <summary>
/// Where a project is: a local folder, or a folder of a git repository at a commit (<c>https://host/repository.git#folder</c>). A repository is cloned to
/// a temporary folder, which <see cref="Dispose"/> deletes.
/// </summary>
internal sealed partial class ProjectSource : IDisposable
{
    private readonly string? _checkout;

    private ProjectSource(string uri, string folder, string? repository, string? commit, string? checkout) =>
        (Uri, Folder, Repository, Commit, _checkout) = (uri, folder, repository, commit, checkout);

    /// <summary>The source as it may be recorded: without a password.</summary>
    public string Uri { get; }

    /// <summary>The project's folder on this machine, absolute.</summary>
    public string Folder { get; }

    /// <summary>The repository's address without a password; null for a local folder.</summary>
    public string? Repository { get; }

    /// <summary>The commit that was checked out; null for a local folder.</summary>
    public string? Commit { get; }

    /// <summary>Finds a local folder or clones a repository.</summary>
    /// <param name="uri">Folder or address.</param>
    /// <param name="version">Commit, tag or branch of a repository; null for its default branch.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="RepriseException">There is no such folder, or git refuses.</exception>
    public static async Task<ProjectSource> OpenAsync(string uri, string? version, CancellationToken cancellationToken)
    {
        if (!RepositoryAddress().IsMatch(uri))
        {
            return version is null
                ? Local(uri)
                : throw new RepriseException(
                    ErrorCode.InvalidParameterValue,
                    $"--version chooses a commit of a repository by URL; '{uri}' is a folder and runs as it is. For its commits write file://{Path.GetFullPath(uri)}.");
        }

        var hash = uri.IndexOf('#', StringComparison.Ordinal);
        var (address, inner) = hash < 0 ? (uri, "") : (uri[..hash], uri[(hash + 1)..]);
        var checkout = Directory.CreateTempSubdirectory("reprise-project-").FullName;
        try
        {
            var commit = await GitCheckout.CloneAsync(address, version, checkout, cancellationToken).ConfigureAwait(false);
            var folder = Path.GetFullPath(Path.Combine(checkout, inner));
            if (Path.IsPathRooted(inner) || !Directory.Exists(folder) || !RealPath.IsInside(folder, checkout))
            {
                throw new RepriseException(ErrorCode.ResourceDoesNotExist, $"The repository has no folder '{inner}' at {commit}.");
            }

            var shown = GitCheckout.WithoutPassword(address);
            return new ProjectSource(hash < 0 ? shown : $"{shown}#{inner}", folder, shown, commit, checkout);
        }
        catch
        {
            Delete(checkout);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_checkout is not null)
        {
            Delete(_checkout);
        }
    }

    private static ProjectSource Local(string uri)
    {
        var folder = Path.GetFullPath(uri);
        return Directory.Exists(folder)
            ? new ProjectSource(folder, folder, null, null, null)
            : throw new RepriseException(
                ErrorCode.ResourceDoesNotExist, $"There is no folder '{folder}'. A project is a folder, or a git repository by https, ssh or file URL.");
    }

    private static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A file still open somewhere: the system's temporary folder is emptied by others.
        }
    }

    [GeneratedRegex(@"\A(https?://|ssh://|git@[\w.\-]+:|file://)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex RepositoryAddress();
}

using System.Text.RegularExpressions;
using Reprise.Core.Errors;

namespace Reprise.Flows.Projects;

/// <summary>Clones a repository at a commit. Only https, http, ssh and local files; no hooks, no submodules, no question at a terminal, nothing that begins like an option.</summary>
internal static partial class GitCheckout
{
    private static readonly string[] Careful = ["-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "protocol.ext.allow=never", "-c", "submodule.recurse=false"];

    private static readonly Dictionary<string, string> Environment = new()
    {
        ["GIT_TERMINAL_PROMPT"] = "0",
        ["GIT_ALLOW_PROTOCOL"] = "https:http:ssh:file",
        ["GIT_SSH_COMMAND"] = "ssh -oBatchMode=yes",
        ["GIT_LFS_SKIP_SMUDGE"] = "1",
        ["LC_ALL"] = "C",
    };

    /// <summary>Clones into an empty folder and checks out the version.</summary>
    /// <param name="address">The repository.</param>
    /// <param name="version">Commit, tag or branch; null for the default branch.</param>
    /// <param name="folder">An empty folder.</param>
    /// <param name="cancellationToken">Ends the wait and the clone.</param>
    /// <returns>The commit's hash.</returns>
    public static async Task<string> CloneAsync(string address, string? version, string folder, CancellationToken cancellationToken)
    {
        if (version is not null && !Revision().IsMatch(version))
        {
            throw new RepriseException(
                ErrorCode.InvalidParameterValue, $"'{version}' is no commit, tag or branch: letters, digits, '_', '.', '/', '+' and '-', not beginning with '-'.");
        }

        await GitAsync(["clone", "--quiet", "--no-checkout", "--no-recurse-submodules", "--", address, folder], Path.GetTempPath(), address, cancellationToken).ConfigureAwait(false);
        var commit = await ResolveAsync(version, folder, cancellationToken).ConfigureAwait(false)
            ?? throw new RepriseException(
                ErrorCode.ResourceDoesNotExist,
                version is null ? $"The repository {WithoutPassword(address)} has no commit." : $"The repository {WithoutPassword(address)} has no commit, tag or branch '{version}'.");
        await GitAsync(["checkout", "--quiet", "--detach", commit], folder, address, cancellationToken).ConfigureAwait(false);
        return commit;
    }

    /// <summary>An address as it may be shown: without user information, which may be a token.</summary>
    public static string WithoutPassword(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.UserInfo.Length > 0 && uri.Scheme is "http" or "https"
            ? address.Replace($"{uri.UserInfo}@", "", StringComparison.Ordinal)
            : address;

    private static async Task<string?> ResolveAsync(string? version, string folder, CancellationToken cancellationToken)
    {
        string[] names = version is null ? ["HEAD"] : [$"refs/remotes/origin/{version}", version];
        foreach (var name in names)
        {
            var (exitCode, output, _) = await ChildProcess.CaptureAsync(
                "git", [.. Careful, "rev-parse", "--verify", "--quiet", "--end-of-options", $"{name}^{{commit}}"], folder, Environment, cancellationToken).ConfigureAwait(false);
            if (exitCode == 0)
            {
                return output.Trim();
            }
        }

        return null;
    }

    private static async Task GitAsync(string[] arguments, string folder, string address, CancellationToken cancellationToken)
    {
        var (exitCode, _, error) = await ChildProcess.CaptureAsync("git", [.. Careful, .. arguments], folder, Environment, cancellationToken).ConfigureAwait(false);
        if (exitCode != 0)
        {
            var said = error.Replace(address, WithoutPassword(address), StringComparison.Ordinal).Trim();
            throw new RepriseException(ErrorCode.InvalidState, $"git {arguments[0]} of {WithoutPassword(address)} failed: {said}");
        }
    }

    [GeneratedRegex(@"\A[\w.+/][\w.+/\-]{0,254}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Revision();
}

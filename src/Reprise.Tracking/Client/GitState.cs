using System.ComponentModel;
using System.Diagnostics;

namespace Reprise.Tracking.Client;

/// <summary>The commit a working folder stands at.</summary>
/// <param name="Commit">The commit's hash; null before the first commit.</param>
/// <param name="Branch">The branch; null when none is checked out.</param>
/// <param name="IsDirty">Whether files under version control differ from the commit.</param>
internal sealed record GitState(string? Commit, string? Branch, bool IsDirty)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>The state of a folder; null when it is in no repository or git is not there or does not answer in time. Changes nothing.</summary>
    public static async Task<GitState?> FindAsync(string folder, CancellationToken cancellationToken)
    {
        // No optional locks: another git must not be disturbed. No file-system monitor: the repository's settings must not start programs.
        var start = new ProcessStartInfo("git")
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
            ArgumentList = { "--no-optional-locks", "-c", "core.fsmonitor=false", "status", "--porcelain=v2", "--branch", "--untracked-files=no" },
            Environment = { ["GIT_TERMINAL_PROMPT"] = "0", ["LC_ALL"] = "C" },
        };
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Timeout);
        try
        {
            using var process = Process.Start(start);
            if (process is null)
            {
                return null;
            }

            try
            {
                var errors = process.StandardError.ReadToEndAsync(timeout.Token);
                var output = await process.StandardOutput.ReadToEndAsync(timeout.Token).ConfigureAwait(false);
                await errors.ConfigureAwait(false);
                await process.WaitForExitAsync(timeout.Token).ConfigureAwait(false);
                return process.ExitCode == 0 ? Parse(output) : null;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                process.Kill(entireProcessTree: true);
                return null;
            }
        }
        catch (Win32Exception)
        {
            return null;   // no git on this machine
        }
    }

    /// <summary>Reads the answer of <c>git status --porcelain=v2 --branch</c>.</summary>
    public static GitState Parse(string status)
    {
        string? commit = null, branch = null;
        var dirty = false;
        foreach (var line in status.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("# branch.oid ", StringComparison.Ordinal))
            {
                commit = line["# branch.oid ".Length..] is var oid && oid.StartsWith('(') ? null : oid;
            }
            else if (line.StartsWith("# branch.head ", StringComparison.Ordinal))
            {
                branch = line["# branch.head ".Length..] is var head && head.StartsWith('(') ? null : head;
            }
            else if (!line.StartsWith('#'))
            {
                dirty = true;
            }
        }

        return new GitState(commit, branch, dirty);
    }
}

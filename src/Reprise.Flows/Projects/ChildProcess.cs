using System.ComponentModel;
using System.Diagnostics;
using Reprise.Core.Errors;

namespace Reprise.Flows.Projects;

/// <summary>Programs that prepare or run a project.</summary>
internal static class ChildProcess
{
    /// <summary>Runs a program to its end with its output collected.</summary>
    /// <exception cref="RepriseException"><see cref="ErrorCode.InvalidState"/>: the program cannot be started.</exception>
    public static async Task<(int ExitCode, string Output, string Error)> CaptureAsync(
        string program, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        using var process = Start(program, arguments, folder, environment, captures: true);
        process.StandardInput.Close();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            return (process.ExitCode, await output.ConfigureAwait(false), await error.ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>
    /// Runs a program to its end on this process's own input and output. When the wait is cancelled the program, which got the same Ctrl-C from the
    /// terminal, has the time of <paramref name="grace"/> to stop; then it and its children are killed.
    /// </summary>
    /// <returns>Its exit code.</returns>
    /// <exception cref="RepriseException"><see cref="ErrorCode.InvalidState"/>: the program cannot be started.</exception>
    public static async Task<int> RunAsync(
        string program, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string> environment, TimeSpan grace, CancellationToken cancellationToken)
    {
        using var process = Start(program, arguments, folder, environment, captures: false);
        try
        {
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            return process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            using var patience = new CancellationTokenSource(grace);
            try
            {
                await process.WaitForExitAsync(patience.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            }

            throw;
        }
    }

    private static Process Start(string program, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string> environment, bool captures)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = captures,
            RedirectStandardOutput = captures,
            RedirectStandardError = captures,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw new RepriseException(ErrorCode.InvalidState, $"'{program}' cannot be started: {exception.Message}. Install it, or put its folder on the PATH.", exception);
        }
    }
}

using System.Globalization;
using System.Net.Http;
using Reprise.Core.Errors;

namespace Reprise.Cli.Shell;

/// <summary>Says what went wrong on standard error, without a stack trace, and chooses the exit code. <c>REPRISE_DEBUG=1</c> shows the trace.</summary>
internal sealed class ErrorPrinter(Terminal terminal, TimeProvider time)
{
    /// <summary>Problems printed before the rest is counted; <c>REPRISE_DEBUG=1</c> prints all.</summary>
    internal const int MaxProblems = 100;

    /// <summary>Prints a failure and returns the exit code it stands for.</summary>
    public int Print(Exception failure, string command)
    {
        var cause = failure is AggregateException { InnerExceptions: [var only] } ? only : failure;
        var exitCode = cause switch
        {
            OperationCanceledException => Cancelled(),
            RepriseException known when known.Code != ErrorCode.InternalError => Known(known),
            IOException or UnauthorizedAccessException or HttpRequestException => Outside(cause),
            _ => Unexpected(cause, command),
        };
        if (Environment.GetEnvironmentVariable("REPRISE_DEBUG") == "1")
        {
            terminal.ErrorWriter.WriteLine(failure);
        }

        return exitCode;
    }

    private int Cancelled()
    {
        terminal.ErrorWriter.WriteLine("Stopped. Nothing unfinished is shown as finished; the same command can be run again.");
        return ExitCode.Cancelled;
    }

    private int Known(RepriseException known)
    {
        if (known.Problems.Count > 1)
        {
            terminal.ErrorWriter.WriteLine(string.Create(CultureInfo.InvariantCulture, $"error: {known.Problems.Count} problems"));
            foreach (var problem in known.Problems.Take(MaxProblems))
            {
                terminal.ErrorWriter.WriteLine("  - " + problem);
            }

            if (known.Problems.Count > MaxProblems)
            {
                terminal.ErrorWriter.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  … and {known.Problems.Count - MaxProblems} more"));
            }
        }
        else
        {
            terminal.ErrorWriter.WriteLine("error: " + known.Message);
        }

        return known.Code.ToExitCode();
    }

    private int Outside(Exception cause)
    {
        terminal.ErrorWriter.WriteLine("error: " + cause.Message);
        return ExitCode.Failure;
    }

    private int Unexpected(Exception cause, string command)
    {
        var id = Guid.NewGuid().ToString("N")[..8];
        var log = Path.Combine(Path.GetTempPath(), $"reprise-error-{id}.log");
        try
        {
            File.WriteAllText(log, string.Create(CultureInfo.InvariantCulture, $"{time.GetUtcNow():O} {command}\n{cause}\n"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log = "(no log: " + e.Message + ")";
        }

        terminal.ErrorWriter.WriteLine($"internal error {id}: {FirstLine(cause.Message)} Details: {log}");
        return ExitCode.Internal;
    }

    private static string FirstLine(string text) => text.AsSpan().Trim().ToString().Split('\n', 2)[0];
}

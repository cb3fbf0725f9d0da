using System.Diagnostics;
using System.Globalization;

namespace Reprise.Cli.Tests.Shell;

/// <summary>The built program, run as a user runs it: a process of its own with captured output.</summary>
internal static class RepriseProcess
{
    /// <summary>The executable that the build put beside the tests' own folder.</summary>
    public static string Executable { get; } = Find();

    /// <summary>Runs to the end and returns what it wrote.</summary>
    public static Task<ProcessOutcome> RunAsync(params string[] arguments) => RunAsync(arguments, new Dictionary<string, string?>());

    /// <summary>Runs to the end with environment variables set (null removes one), in a folder.</summary>
    public static async Task<ProcessOutcome> RunAsync(
        string[] arguments, IReadOnlyDictionary<string, string?> environment, string? folder = null)
    {
        using var process = Start(arguments, environment, folder);
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new ProcessOutcome(process.ExitCode, await output, await error);
    }

    /// <summary>Starts and leaves it running; the caller reads, kills and disposes it.</summary>
    public static Process Start(string[] arguments, IReadOnlyDictionary<string, string?> environment, string? folder = null)
    {
        var start = new ProcessStartInfo(Executable, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = folder ?? Path.GetTempPath(),
        };
        start.Environment.Remove("REPRISE_HOME");
        start.Environment.Remove("REPRISE_DEBUG");
        start.Environment.Remove("MLFLOW_BACKEND_STORE_URI");
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    /// <summary>Where a started <c>up</c> says that it listens.</summary>
    public static async Task<Uri> AddressAsync(Process process)
    {
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.Contains("studio", StringComparison.Ordinal))
            {
                return new Uri(line.Split(' ')[^1]);
            }
        }

        throw new InvalidOperationException("The server ended before it said where it listens: " + await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>What Ctrl-C sends.</summary>
    public static void Interrupt(Process process)
    {
        using var kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private static string Find()
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var path = Path.Combine(here.Parent!.Parent!.FullName, "Reprise.Cli", here.Name, OperatingSystem.IsWindows() ? "reprise.exe" : "reprise");
        return File.Exists(path) ? path : throw new FileNotFoundException($"The command line is not built: {path}. Build src/Reprise.Cli first.");
    }
}

/// <summary>How a process ended and what it wrote.</summary>
internal sealed record ProcessOutcome(int ExitCode, string Output, string Error);

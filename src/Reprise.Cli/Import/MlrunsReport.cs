using Reprise.Cli.Shell;
using Reprise.Tracking.Mlruns;

namespace Reprise.Cli.Import;

/// <summary>Says what an import or export did: problems on standard error, the sums on standard output.</summary>
internal static class MlrunsReport
{
    /// <summary>Writes it and returns the exit code.</summary>
    public static int Write(Terminal terminal, ImportLog log, bool json)
    {
        foreach (var problem in log.Problems)
        {
            terminal.ErrorWriter.WriteLine("warning: " + problem);
        }

        if (log.ProblemCount > log.Problems.Count)
        {
            terminal.ErrorWriter.WriteLine(FormattableString.Invariant($"warning: and {log.ProblemCount - log.Problems.Count} more problems"));
        }

        if (json)
        {
            terminal.WriteJson(log, CliJson.Text.ImportLog);
        }
        else
        {
            foreach (var note in log.Notes)
            {
                terminal.OutputWriter.WriteLine(note);
            }

            terminal.OutputWriter.WriteLine(FormattableString.Invariant(
                $"{log.Experiments} experiments, {log.Runs} runs, {log.MetricPoints} metric points, {log.LoggedModels} logged models, {log.ModelVersions} model versions; {log.Files} files copied; {log.ProblemCount} problems."));
        }

        return log.ProblemCount == 0 ? ExitCode.Ok : ExitCode.Refused;
    }
}

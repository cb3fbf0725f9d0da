using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Globalization;

namespace Reprise.Cli.Shell;

/// <summary>Help with the two sections the library does not write: examples and exit codes.</summary>
internal sealed class HelpSections(HelpAction inner) : SynchronousCommandLineAction
{
    private static readonly (int Code, string Meaning)[] Common =
    [
        (ExitCode.Ok, "done"),
        (ExitCode.Failure, "it could not be done; standard error says why"),
        (ExitCode.Usage, "the command line or the input breaks a stated rule"),
        (ExitCode.Internal, "a fault of the program; standard error names a log file"),
        (ExitCode.Cancelled, "stopped by Ctrl-C"),
    ];

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <summary>Extends the help option of a root command, and with it that of all commands below.</summary>
    public static void AddTo(RootCommand root)
    {
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpSections((HelpAction)help.Action!);
    }

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        inner.Invoke(parseResult);
        if (parseResult.CommandResult.Command is RepriseCommand command)
        {
            Write(command, parseResult.InvocationConfiguration.Output);
        }

        return ExitCode.Ok;
    }

    private static void Write(RepriseCommand command, TextWriter output)
    {
        if (command.Examples.Count > 0)
        {
            output.WriteLine("Examples:");
            foreach (var example in command.Examples)
            {
                output.WriteLine("  " + example);
            }

            output.WriteLine();
        }

        output.WriteLine("Exit codes:");
        foreach (var (code, meaning) in Common.Concat(command.ExitCodes).OrderBy(entry => entry.Code))
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {code,-5}{meaning}"));
        }

        output.WriteLine();
    }
}

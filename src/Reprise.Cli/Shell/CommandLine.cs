using System.CommandLine;
using System.CommandLine.Invocation;
using Reprise.Cli.Doctor;
using Reprise.Cli.Validate;

namespace Reprise.Cli.Shell;

/// <summary>The root command: what there is to type, and the one place where a failure becomes words and an exit code.</summary>
internal static class CommandLine
{
    /// <summary>Parses, runs and returns the exit code. Never throws for anything a user can cause.</summary>
    public static async Task<int> RunAsync(string[] arguments, Terminal terminal)
    {
        var parsed = CreateRoot(terminal).Parse(arguments);
        if (parsed.Action is ParseErrorAction wrong)
        {
            wrong.ShowHelp = parsed.UnmatchedTokens.Count == 0 && parsed.CommandResult.Command is not RepriseCommand;
            parsed.Invoke(new InvocationConfiguration { Output = terminal.ErrorWriter, Error = terminal.ErrorWriter });
            terminal.ErrorWriter.WriteLine($"See: {CommandPath(parsed)} --help");
            return ExitCode.Usage;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                Output = terminal.OutputWriter,
                Error = terminal.ErrorWriter,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = TimeSpan.FromSeconds(15),
            }).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            return new ErrorPrinter(terminal, TimeProvider.System).Print(failure, CommandPath(parsed));
        }
    }

    /// <summary>The whole command tree; building it touches no server, store or model type.</summary>
    public static RootCommand CreateRoot(Terminal terminal)
    {
        var root = new RootCommand("Reprise: data, training, tracking, registry, gates, serving and the studio, in one program.")
        {
            new DoctorCommand(terminal),
            new NounCommand("validate", "Hold data against rules.", new ValidateDataCommand(terminal)),
        };
        HelpSections.AddTo(root);
        return root;
    }

    private static string CommandPath(ParseResult parsed)
    {
        var names = new Stack<string>();
        for (var at = parsed.CommandResult; at is not null; at = at.Parent as System.CommandLine.Parsing.CommandResult)
        {
            names.Push(at.Command is RootCommand ? "reprise" : at.Command.Name);
        }

        return string.Join(' ', names);
    }
}

using System.CommandLine;
using System.CommandLine.Invocation;
using Reprise.Cli.Backup;
using Reprise.Cli.Db;
using Reprise.Cli.Demo;
using Reprise.Cli.Doctor;
using Reprise.Cli.Models;
using Reprise.Cli.Up;
using Reprise.Cli.Validate;

namespace Reprise.Cli.Shell;

/// <summary>The root command: what there is to type, and the one place where a failure becomes words and an exit code.</summary>
internal static class CommandLine
{
    /// <summary>Parses, runs and returns the exit code. Never throws for anything a user can cause.</summary>
    public static async Task<int> RunAsync(string[] arguments, Terminal terminal)
    {
        ParseResult? parsed = null;
        try
        {
            parsed = CreateRoot(terminal).Parse(arguments);
            return parsed.Action is ParseErrorAction wrong ? Refuse(parsed, wrong, terminal) : await parsed.InvokeAsync(Configuration(terminal)).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            return new ErrorPrinter(terminal, TimeProvider.System).Print(failure, parsed is null ? "reprise" : CommandPath(parsed));
        }
    }

    /// <summary>The whole command tree; building it touches no server, store or model type.</summary>
    public static RootCommand CreateRoot(Terminal terminal)
    {
        var root = new RootCommand("Reprise: data, training, tracking, registry, gates, serving and the studio, in one program.")
        {
            new DemoCommand(terminal),
            new UpCommand(terminal),
            new NounCommand(
                "experiments", "Experiments: collections of runs.", new Experiments.ListCommand(terminal), new Experiments.CreateCommand(terminal)),
            new NounCommand("runs", "Runs: what was trained, with what, and how good it is.", new Runs.ListCommand(terminal), new Runs.ShowCommand(terminal)),
            new NounCommand(
                "models",
                "Registered models: versions, gates, promotion, rollback, predictions, export.",
                new Models.ListCommand(terminal),
                new Models.ShowCommand(terminal),
                new RegisterCommand(terminal),
                new PromoteCommand(terminal),
                new RollbackCommand(terminal),
                new AliasCommand(terminal),
                new HistoryCommand(terminal),
                new PredictCommand(terminal),
                new ExportCommand(terminal)),
            new Projects.RunCommand(terminal),
            new NounCommand(
                "audit",
                "The trail of changes: who did what, when; and whether it is whole.",
                new Audit.ListCommand(terminal),
                new Audit.VerifyCommand(terminal),
                new Audit.HeadCommand(terminal)),
            new NounCommand(
                "users",
                "Users and service accounts of a server with access control.",
                new Access.Users.ListCommand(terminal),
                new Access.Users.CreateCommand(terminal),
                new Access.Users.SetPasswordCommand(terminal),
                new Access.Users.SetAdminCommand(terminal),
                new Access.Users.DeleteCommand(terminal)),
            new NounCommand(
                "keys",
                "API keys: what programs sign in with.",
                new Access.Keys.ListCommand(terminal),
                new Access.Keys.CreateCommand(terminal),
                new Access.Keys.RevokeCommand(terminal)),
            new NounCommand(
                "roles",
                "Roles, their members, and who may do what.",
                new Access.Roles.ListCommand(terminal),
                new Access.Roles.CreateCommand(terminal),
                new Access.Roles.DeleteCommand(terminal),
                new Access.Roles.MemberCommand(terminal, adds: true),
                new Access.Roles.MemberCommand(terminal, adds: false),
                new Access.Roles.GrantCommand(terminal, grants: true),
                new Access.Roles.GrantCommand(terminal, grants: false)),
            new NounCommand("validate", "Hold data against rules.", new ValidateDataCommand(terminal)),
            new NounCommand("db", "The tracking database: bringing older ones up to date.", new UpgradeCommand(terminal), new Db.RestoreCommand(terminal)),
            new NounCommand("import", "Bring in what other programs have tracked.", new Import.ImportMlrunsCommand(terminal)),
            new NounCommand("export", "Write what is tracked for other programs.", new Import.ExportMlrunsCommand(terminal)),
            new BackupCommand(terminal),
            new Backup.RestoreCommand(terminal),
            new DoctorCommand(terminal),
        };
        HelpSections.AddTo(root);
        return root;
    }

    private static InvocationConfiguration Configuration(Terminal terminal) => new()
    {
        Output = terminal.OutputWriter,
        Error = terminal.ErrorWriter,
        EnableDefaultExceptionHandler = false,
        ProcessTerminationTimeout = TimeSpan.FromSeconds(15),
    };

    private static int Refuse(ParseResult parsed, ParseErrorAction wrong, Terminal terminal)
    {
        wrong.ShowHelp = parsed.UnmatchedTokens.Count == 0 && parsed.CommandResult.Command is not RepriseCommand;
        parsed.Invoke(new InvocationConfiguration { Output = terminal.ErrorWriter, Error = terminal.ErrorWriter });
        terminal.ErrorWriter.WriteLine($"See: {CommandPath(parsed)} --help");
        return ExitCode.Usage;
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

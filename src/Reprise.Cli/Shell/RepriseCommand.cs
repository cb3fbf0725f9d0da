using System.CommandLine;

namespace Reprise.Cli.Shell;

/// <summary>One command of the program. A subclass adds its options in its constructor and does its work in <see cref="ExecuteAsync"/>.</summary>
internal abstract class RepriseCommand : Command
{
    protected RepriseCommand(Terminal terminal, string name, string description)
        : base(name, description)
    {
        Terminal = terminal;
        SetAction(ExecuteAsync);
    }

    /// <summary>Command lines that work as printed, for <c>--help</c>.</summary>
    public virtual IReadOnlyList<string> Examples => [];

    /// <summary>The exit codes this command can end with beside those every command has, for <c>--help</c>.</summary>
    public virtual IReadOnlyList<(int Code, string Meaning)> ExitCodes => [];

    /// <summary>Where it writes.</summary>
    protected Terminal Terminal { get; }

    /// <summary>Does the work and returns the exit code; a failure is thrown, not printed.</summary>
    protected abstract Task<int> ExecuteAsync(ParseResult arguments, CancellationToken cancellationToken);
}

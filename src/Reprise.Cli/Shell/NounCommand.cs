using System.CommandLine;

namespace Reprise.Cli.Shell;

/// <summary>A noun such as <c>models</c> that only groups verbs.</summary>
internal sealed class NounCommand : Command
{
    public NounCommand(string name, string description, params ReadOnlySpan<RepriseCommand> verbs)
        : base(name, description)
    {
        foreach (var verb in verbs)
        {
            Add(verb);
        }
    }
}

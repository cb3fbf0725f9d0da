using System.CommandLine;

namespace Reprise.Cli.Shell;

/// <summary>The <c>--json</c> option: one JSON document on standard output and nothing else there.</summary>
internal sealed class JsonOption : Option<bool>
{
    public JsonOption()
        : base("--json") => Description = "One JSON document on standard output and nothing else there; words and progress go to standard error.";
}

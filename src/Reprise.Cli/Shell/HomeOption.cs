using System.CommandLine;

namespace Reprise.Cli.Shell;

/// <summary>The <c>--home</c> option: the folder with database, artifacts and caches.</summary>
internal sealed class HomeOption : Option<string>
{
    private const string Variable = "REPRISE_HOME";

    public HomeOption()
        : base("--home")
    {
        Description = $"Folder of the database, artifacts and caches. Default: ${Variable}, else .reprise in the current folder.";
        HelpName = "DIR";
    }

    /// <summary>The folder as an absolute path.</summary>
    public string Of(ParseResult arguments)
    {
        var given = arguments.GetValue(this);
        if (string.IsNullOrEmpty(given))
        {
            given = Environment.GetEnvironmentVariable(Variable);
        }

        return Path.GetFullPath(string.IsNullOrEmpty(given) ? ".reprise" : given);
    }
}

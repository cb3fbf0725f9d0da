using System.CommandLine;
using Reprise.Core.Errors;

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
        var given = arguments.GetValue(this) ?? Environment.GetEnvironmentVariable(Variable) ?? ".reprise";
        return given.Trim().Length > 0
            ? Path.GetFullPath(given)
            : throw new RepriseException(ErrorCode.InvalidParameterValue, $"The home folder is empty text; --home and ${Variable} take a folder.");
    }
}

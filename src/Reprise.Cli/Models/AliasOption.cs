using System.CommandLine;

namespace Reprise.Cli.Models;

/// <summary>The <c>--alias</c> option: the name under which a version is live.</summary>
internal sealed class AliasOption : Option<string>
{
    public AliasOption()
        : base("--alias")
    {
        Description = "The alias that moves.";
        HelpName = "ALIAS";
        DefaultValueFactory = _ => Reprise.Tracking.Registry.Promotion.DefaultAlias;
    }
}

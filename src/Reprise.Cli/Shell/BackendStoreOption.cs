using System.CommandLine;
using Reprise.Tracking.Client;

namespace Reprise.Cli.Shell;

/// <summary>The <c>--backend-store-uri</c> option: the tracking database, in the forms of MLflow's option of this name.</summary>
internal sealed class BackendStoreOption : Option<string>
{
    private const string Variable = "MLFLOW_BACKEND_STORE_URI";

    public BackendStoreOption()
        : base("--backend-store-uri")
    {
        Description = $"Tracking database: postgresql://USER:PASSWORD@HOST/DATABASE or sqlite:///FILE. Default: ${Variable} (a password is not seen by other users there), "
            + "else mlflow.db in the home.";
        HelpName = "URI";
    }

    /// <summary>The database; null for the one in the home.</summary>
    public BackendStoreUri? Of(ParseResult arguments) =>
        (arguments.GetValue(this) ?? Environment.GetEnvironmentVariable(Variable)) is { Length: > 0 } uri ? BackendStoreUri.Parse(uri) : null;
}

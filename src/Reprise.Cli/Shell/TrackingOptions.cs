using System.CommandLine;
using Reprise.Core.Errors;
using Reprise.Tracking;
using Reprise.Tracking.Client;
using Reprise.Tracking.Http;

namespace Reprise.Cli.Shell;

/// <summary>The options <c>--home</c> and <c>--tracking-uri</c>: a store in this process, or a server by URL; the same to the command.</summary>
internal sealed class TrackingOptions
{
    private readonly HomeOption _home = new();
    private readonly Option<string> _uri = new("--tracking-uri")
    {
        Description = "A tracking server (Reprise or MLflow) such as http://127.0.0.1:5000, instead of --home; or the database beside it, postgresql://… or sqlite:///…. Signs in to a server with $MLFLOW_TRACKING_USERNAME and $MLFLOW_TRACKING_PASSWORD, or $MLFLOW_TRACKING_TOKEN.",
        HelpName = "URL",
    };

    /// <summary>Adds both options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_home);
        command.Add(_uri);
    }

    /// <summary>Folder for copies of model files: in the home, or in the user's own data folder when a server keeps the models.</summary>
    public string ModelCache(ParseResult arguments) =>
        Path.Combine(
            arguments.GetValue(_uri) is { Length: > 0 }
                ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "reprise")
                : Path.Combine(_home.Of(arguments), "cache"),
            "models");

    /// <summary>The server the options name; null when they name a home.</summary>
    public Uri? Server(ParseResult arguments) =>
        arguments.GetValue(_uri) is { Length: > 0 } uri && Uri.TryCreate(uri, UriKind.Absolute, out var address) ? address : null;

    /// <summary>The home folder, also when a server keeps what is tracked.</summary>
    public string Home(ParseResult arguments) => _home.Of(arguments);

    /// <summary>Opens what the options name. Nothing is created: a home that is not there is an error.</summary>
    public async Task<ITrackingClient> OpenAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        if (arguments.GetValue(_uri) is { Length: > 0 } uri)
        {
            if (uri.StartsWith("postgres", StringComparison.OrdinalIgnoreCase) || uri.StartsWith("sqlite", StringComparison.OrdinalIgnoreCase))
            {
                var store = new LocalTrackingOptions { Home = _home.Of(arguments), BackendStore = BackendStoreUri.Parse(uri) };
                return await LocalTrackingClient.OpenAsync(store, cancellationToken).ConfigureAwait(false);
            }

            return Uri.TryCreate(uri, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https")
                ? new HttpTrackingClient(new HttpTrackingOptions { Address = address, Credentials = TrackingCredentials.FromEnvironment() })
                : throw new RepriseException(ErrorCode.InvalidParameterValue, $"--tracking-uri takes an http or https URL, not '{uri}'. For a folder use --home.");
        }

        var home = _home.Of(arguments);
        return File.Exists(home) || File.Exists(Path.Combine(home, LocalTrackingClient.DatabaseFile))
            ? await LocalTrackingClient.OpenAsync(new LocalTrackingOptions { Home = home }, cancellationToken).ConfigureAwait(false)
            : throw new RepriseException(
                ErrorCode.ResourceDoesNotExist,
                $"There is no Reprise home in '{home}' (no {LocalTrackingClient.DatabaseFile}). `reprise demo` or `reprise up` makes one; --home names another folder.");
    }
}

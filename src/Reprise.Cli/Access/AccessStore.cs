using System.CommandLine;
using Reprise.Cli.Shell;
using Reprise.Tracking.Client;

namespace Reprise.Cli.Access;

/// <summary>Options of commands about access, the home and its database: who may write them may say who else may do what.</summary>
internal sealed class AccessStore
{
    private readonly HomeOption _home = new();
    private readonly BackendStoreOption _database = new();

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_home);
        command.Add(_database);
    }

    /// <summary>Opens the home, which is made when it is not there: accounts may come before the first start.</summary>
    public Task<LocalTrackingClient> OpenAsync(ParseResult arguments, CancellationToken cancellationToken) =>
        LocalTrackingClient.OpenAsync(new LocalTrackingOptions { Home = _home.Of(arguments), BackendStore = _database.Of(arguments) }, cancellationToken);
}

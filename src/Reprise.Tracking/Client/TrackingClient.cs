using Reprise.Core.Errors;
using Reprise.Tracking.Experiments;
using Reprise.Tracking.Http;
using Reprise.Tracking.Runs;

namespace Reprise.Tracking.Client;

/// <summary>Opens tracking stores by address, and what every client can do with one.</summary>
public static class TrackingClient
{
    /// <summary>The home beside a database of a PostgreSQL server: artifacts of <c>mlflow-artifacts:/</c> and caches of this machine.</summary>
    public const string DefaultHome = ".reprise";

    /// <summary>
    /// Opens <c>http(s)://…</c> as a server with the credentials of <see cref="TrackingCredentials.FromEnvironment"/>, <c>postgresql://user:password@host/database</c> and <c>sqlite:///path.db</c> (as MLflow writes them) as a
    /// database in this process, anything else as a home folder (a path or a <c>file:</c> URI). The home of an SQLite file is its folder, that of a PostgreSQL
    /// database <see cref="DefaultHome"/> in the current folder; for another, open a <see cref="LocalTrackingClient"/> with options.
    /// </summary>
    /// <exception cref="RepriseException">The address is of a kind nobody here knows, or the home cannot be used.</exception>
    public static async Task<ITrackingClient> OpenAsync(string uri, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(uri);
        if (BackendStoreUri.IsOne(uri))
        {
            var store = BackendStoreUri.Parse(uri);
            var folder = store.SqlitePath is { } path ? Path.GetDirectoryName(Path.GetFullPath(path))! : DefaultHome;
            return await LocalTrackingClient.OpenAsync(new LocalTrackingOptions { Home = folder, BackendStore = store }, cancellationToken).ConfigureAwait(false);
        }

        switch (Artifacts.ArtifactUri.Scheme(uri))
        {
            case "http" or "https":
                return Uri.TryCreate(uri, UriKind.Absolute, out var address)
                    ? new HttpTrackingClient(new HttpTrackingOptions { Address = address, Credentials = TrackingCredentials.FromEnvironment() })
                    : throw new RepriseException(ErrorCode.InvalidParameterValue, $"'{uri}' is not a URL.");
            case null or "file":
                var home = Uri.TryCreate(uri, UriKind.Absolute, out var file) && file.IsFile ? file.LocalPath : uri;
                return await LocalTrackingClient.OpenAsync(new LocalTrackingOptions { Home = home }, cancellationToken).ConfigureAwait(false);
            case var scheme:
                // The rest of it may hold a password.
                throw new RepriseException(
                    ErrorCode.InvalidParameterValue,
                    $"'{scheme}:' is no kind of tracking store this version knows. Give the URL of a server (http://…), a database (postgresql://…, sqlite:///…) or a home folder.");
        }
    }

    /// <summary>The active experiment of this name, created when there is none.</summary>
    /// <exception cref="RepriseException"><see cref="ErrorCode.InvalidState"/>: the experiment of this name is deleted.</exception>
    public static async Task<Experiment> GetOrCreateAsync(this IExperimentStore experiments, string name, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(experiments);
        var found = await experiments.FindByNameAsync(name, cancellationToken).ConfigureAwait(false);
        if (found is null)
        {
            try
            {
                return await experiments.GetAsync(
                    await experiments.CreateAsync(name, cancellationToken: cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            }
            catch (RepriseException exception) when (exception.Code == ErrorCode.ResourceAlreadyExists)
            {
                // Somebody else was quicker.
                found = await experiments.FindByNameAsync(name, cancellationToken).ConfigureAwait(false);
            }
        }

        return found is { Lifecycle: LifecycleStage.Active }
            ? found
            : throw new RepriseException(ErrorCode.InvalidState, $"The experiment '{name}' (id {found?.Id}) is deleted. Restore it, or choose another name.");
    }

    /// <summary>
    /// Starts a run with the tags that say where it comes from: user, program, git commit, process. Dispose it when done: a run that was not finished
    /// is marked FAILED, one whose process died is marked KILLED by the next that opens the store on this machine.
    /// </summary>
    /// <param name="client">The store.</param>
    /// <param name="run">What the run starts with; a start time of 0 means now, tags given here win over those added.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <param name="sourceFolder">The folder whose git commit is recorded; null for the current one.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<ActiveRun> StartRunAsync(
        this ITrackingClient client, NewRun run, TimeProvider? time = null, string? sourceFolder = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(run);
        time ??= TimeProvider.System;
        var given = run.Tags.Select(tag => tag.Key).ToHashSet(StringComparer.Ordinal);
        var added = await RunEnvironment.TagsAsync(sourceFolder ?? Environment.CurrentDirectory, cancellationToken).ConfigureAwait(false);
        var started = await client.Runs.CreateAsync(
            run with
            {
                UserId = run.UserId.Length > 0 ? run.UserId : Environment.UserName,
                StartTime = run.StartTime != 0 ? run.StartTime : time.GetUtcNow().ToUnixTimeMilliseconds(),
                Tags = [.. run.Tags, .. added.Where(tag => !given.Contains(tag.Key))],
            },
            cancellationToken).ConfigureAwait(false);
        return new ActiveRun(client, started.Info, time);
    }
}

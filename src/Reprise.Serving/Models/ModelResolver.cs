using Reprise.Core.Errors;
using Reprise.Tracking;
using Reprise.Tracking.Registry;

namespace Reprise.Serving.Models;

/// <summary>Finds the directory a model URI names, through a store in this process or a server alike.</summary>
public sealed class ModelResolver(ITrackingClient tracking)
{
    /// <summary>The directory that <paramref name="uri"/> names now.</summary>
    /// <exception cref="RepriseException">No such model, version, alias or run; the message says what there is instead.</exception>
    public async Task<ResolvedModel> ResolveAsync(ModelUri uri, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(uri);
        if (uri.RunId is not null)
        {
            var run = await tracking.Runs.GetAsync(uri.RunId, cancellationToken).ConfigureAwait(false);
            return new ResolvedModel { Uri = uri, RootUri = run.Info.ArtifactUri, Path = uri.Path!, RunId = uri.RunId };
        }

        if (uri.ModelId is not null)
        {
            var logged = await tracking.LoggedModels.GetAsync(uri.ModelId, cancellationToken).ConfigureAwait(false);
            return new ResolvedModel { Uri = uri, RootUri = logged.ArtifactUri, RunId = logged.SourceRunId };
        }

        var version = await FindVersionAsync(uri, cancellationToken).ConfigureAwait(false);
        var source = await tracking.Registry.GetDownloadUriAsync(version.Name, version.Version, cancellationToken).ConfigureAwait(false);
        var found = new ResolvedModel
        {
            Uri = uri,
            RootUri = source,
            Name = version.Name,
            Version = version.Version,
            RunId = version.RunId,
            RegisteredAt = version.CreatedAt,
        };
        if (!ModelUri.TryParse(source, out var inner, out _) || inner.Name is not null)
        {
            return found;
        }

        var directory = await ResolveAsync(inner, cancellationToken).ConfigureAwait(false);
        return found with { RootUri = directory.RootUri, Path = directory.Path };
    }

    private async Task<ModelVersion> FindVersionAsync(ModelUri uri, CancellationToken cancellationToken)
    {
        if (uri.Alias is not null)
        {
            return await tracking.Registry.GetVersionByAliasAsync(uri.Name!, uri.Alias, cancellationToken).ConfigureAwait(false);
        }

        if (uri.Version is { } number)
        {
            return await tracking.Registry.GetVersionAsync(uri.Name!, number, cancellationToken).ConfigureAwait(false);
        }

        IReadOnlyList<string> stages = uri.Stage is { } stage ? [stage.ToString()] : [];
        var latest = await tracking.Registry.GetLatestVersionsAsync(uri.Name!, stages, cancellationToken).ConfigureAwait(false);
        return latest.MaxBy(version => version.Version)
            ?? throw new RepriseException(
                ErrorCode.ResourceDoesNotExist,
                $"Registered model '{uri.Name}' has no version{(uri.Stage is null ? "" : $" in stage {uri.Stage}")}. Register or promote one first.");
    }
}

using Reprise.Core.Errors;
using Reprise.Tracking;
using Reprise.Tracking.Registry;

namespace Reprise.Autolog.Runs;

/// <summary>Registers logged models.</summary>
public static class ModelRegistration
{
    /// <summary>A new version of a registered model, which is created when there is none of its name.</summary>
    /// <param name="registry">The registry.</param>
    /// <param name="description">What the model is for, when it is created.</param>
    /// <param name="version">The version.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<ModelVersion> RegisterAsync(
        this IModelRegistryStore registry, string description, NewModelVersion version, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(registry);
        ArgumentNullException.ThrowIfNull(version);
        try
        {
            await registry.CreateModelAsync(version.Name, description, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (RepriseException exists) when (exists.Code == ErrorCode.ResourceAlreadyExists)
        {
            // A further version of a model that is there.
        }

        return await registry.CreateVersionAsync(version, cancellationToken).ConfigureAwait(false);
    }
}

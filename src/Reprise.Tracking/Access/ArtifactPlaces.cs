using System.Globalization;
using Reprise.Tracking.Database;

namespace Reprise.Tracking.Access;

/// <summary>Finds the experiments whose files lie at a place of the artifact store.</summary>
internal sealed class ArtifactPlaces(TrackingDatabase database)
{
    /// <summary>
    /// Ids of the experiments whose artifact location is the place or above it. None for a place that belongs to no experiment, or that holds
    /// several.
    /// </summary>
    /// <param name="place">A URI or path without <c>.</c>, <c>..</c> or empty parts.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<IReadOnlyList<string>> OwnersAsync(string place, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<string>>(
        reader =>
        [
            .. reader.Query<long>(
                """
                SELECT experiment_id FROM experiments
                WHERE artifact_location <> '' AND (rtrim(artifact_location, '/') = @place
                OR substr(@place, 1, length(rtrim(artifact_location, '/')) + 1) = rtrim(artifact_location, '/') || '/')
                """,
                new { place }).Select(id => id.ToString(CultureInfo.InvariantCulture)),
        ],
        cancellationToken);
}

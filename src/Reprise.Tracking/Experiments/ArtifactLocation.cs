using Reprise.Tracking.Artifacts;
using Reprise.Tracking.Rules;

namespace Reprise.Tracking.Experiments;

/// <summary>The rules for the place an experiment keeps its artifacts.</summary>
internal static class ArtifactLocation
{
    /// <summary>The location to store: the given one checked, a relative path made absolute, or the default for the id.</summary>
    public static string Resolve(string? given, long experimentId)
    {
        if (string.IsNullOrEmpty(given))
        {
            return FormattableString.Invariant($"{ArtifactUri.OwnScheme}/{experimentId}");
        }

        Text.RequireLength(given, Limits.ArtifactLocation, "artifact_location");
        if (given.Any(char.IsControl))
        {
            throw Invalid.Parameter("'artifact_location' can't include control characters.");
        }

        var scheme = ArtifactUri.Scheme(given);
        if (scheme is "runs" or "models")
        {
            throw Invalid.Parameter($"Artifact location cannot be a {scheme}:/ URI. Given: '{given}'");
        }

        if (scheme is null)
        {
            return Path.GetFullPath(given.TrimEnd('/') is { Length: > 0 } path ? path : "/");
        }

        if (given.Contains('#', StringComparison.Ordinal) || given.Contains(';', StringComparison.Ordinal))
        {
            throw Invalid.Parameter("'artifact_location' URL can't include fragments or params.");
        }

        var query = given.IndexOf('?', StringComparison.Ordinal);
        if (query >= 0 && given.IndexOf("..", query, StringComparison.Ordinal) >= 0)
        {
            throw Invalid.Parameter($"Invalid query string: {given[(query + 1)..]}");
        }

        return given.TrimEnd('/');
    }
}

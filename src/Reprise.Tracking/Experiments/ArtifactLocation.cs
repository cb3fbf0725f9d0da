using System.Globalization;
using Reprise.Core.Errors;
using Reprise.Tracking.Artifacts;
using Reprise.Tracking.Rules;

namespace Reprise.Tracking.Experiments;

/// <summary>The rules for the place an experiment keeps its artifacts.</summary>
internal static class ArtifactLocation
{
    /// <summary>The location to store: the given one checked, a relative path made absolute, or the default for the id.</summary>
    public static string Resolve(string? given, string root, long experimentId) => string.IsNullOrEmpty(given)
        ? ArtifactUri.Append(root, experimentId.ToString(CultureInfo.InvariantCulture))
        : Checked(given);

    /// <summary>The root under which experiments without a location of their own lie: the given one checked, or this store's own.</summary>
    /// <exception cref="RepriseException">The root breaks a rule, or no store here can hold it.</exception>
    public static string Root(string? given)
    {
        if (string.IsNullOrEmpty(given) || ArtifactUri.Scheme(given) == "mlflow-artifacts")
        {
            return string.IsNullOrEmpty(given) || given.TrimEnd('/') == ArtifactUri.OwnScheme
                ? ArtifactUri.OwnRoot
                : throw Invalid.Parameter($"The default artifact root '{given}' must be mlflow-artifacts:/ without a path, a folder, s3:… or wasbs:….");
        }

        return Checked(ArtifactUri.LocalPath(given) ?? given);
    }

    private static string Checked(string given)
    {
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

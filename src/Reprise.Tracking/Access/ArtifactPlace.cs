using Reprise.Storage;
using Reprise.Tracking.Artifacts;

namespace Reprise.Tracking.Access;

/// <summary>Places of the artifact store as texts that can be compared.</summary>
internal static class ArtifactPlace
{
    /// <summary>The place of a path below a root, read as the store reads it; null when it is written in a way that could mean another place.</summary>
    /// <exception cref="Core.Errors.RepriseException">The path breaks a rule of <see cref="ObjectKey"/>.</exception>
    public static string? Of(string rootUri, string? path)
    {
        var below = ObjectKey.Parse(path);
        if (ArtifactUri.Scheme(rootUri) == "mlflow-artifacts")
        {
            var own = rootUri[ArtifactUri.OwnScheme.Length..];
            return own is ['/', '/', not '/', ..]
                ? null   // another server's
                : $"{ArtifactUri.OwnScheme}/{ObjectKey.Parse(own.TrimStart('/')).Append(below).Value}";
        }

        var start = rootUri.IndexOf("://", StringComparison.Ordinal) is >= 0 and var at ? at + 3 : 0;
        var root = rootUri.TrimEnd('/');
        var plain = root.Length > start
            && root.AsSpan(start).IndexOfAny("\\%?#") < 0
            && root[start..].TrimStart('/').Split('/').All(name => name is not ("" or "." or ".."));
        return plain ? below.IsRoot ? root : $"{root}/{below.Value}" : null;
    }
}

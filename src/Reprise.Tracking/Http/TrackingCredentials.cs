using System.Net.Http.Headers;
using System.Text;
using Reprise.Tracking.Rules;

namespace Reprise.Tracking.Http;

/// <summary>What a client proves to a server who it is with. Its text never holds the secret. Immutable.</summary>
public sealed class TrackingCredentials
{
    private TrackingCredentials(AuthenticationHeaderValue header) => Header = header;

    /// <summary>The header that is sent.</summary>
    internal AuthenticationHeaderValue Header { get; }

    /// <summary>A user name with a password, or with an API key in its place.</summary>
    /// <exception cref="Core.Errors.RepriseException">The name holds a colon, which HTTP Basic cannot send.</exception>
    public static TrackingCredentials OfUser(string name, string password)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(password);
        return name.Contains(':', StringComparison.Ordinal)
            ? throw Invalid.Parameter("A user name to sign in with must not hold a colon.")
            : new(new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{password}"))));
    }

    /// <summary>An API key, or a token of an identity provider.</summary>
    /// <exception cref="Core.Errors.RepriseException">The token holds what a header cannot.</exception>
    public static TrackingCredentials OfToken(string token)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(token);
        return token.Any(letter => letter is <= ' ' or > '~')
            ? throw Invalid.Parameter("A token to sign in with must be printable ASCII without blanks.")
            : new(new AuthenticationHeaderValue("Bearer", token));
    }

    /// <summary>
    /// What MLflow's clients read: <c>MLFLOW_TRACKING_USERNAME</c> with <c>MLFLOW_TRACKING_PASSWORD</c>, else <c>MLFLOW_TRACKING_TOKEN</c>; null when
    /// none is set.
    /// </summary>
    public static TrackingCredentials? FromEnvironment()
    {
        var name = Environment.GetEnvironmentVariable("MLFLOW_TRACKING_USERNAME");
        var token = Environment.GetEnvironmentVariable("MLFLOW_TRACKING_TOKEN");
        return !string.IsNullOrEmpty(name) ? OfUser(name, Environment.GetEnvironmentVariable("MLFLOW_TRACKING_PASSWORD") ?? "")
            : !string.IsNullOrEmpty(token) ? OfToken(token)
            : null;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Header.Scheme} …";
}

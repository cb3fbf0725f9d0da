using Reprise.Core.Errors;
using Reprise.Storage.Remote;

namespace Reprise.Storage.S3;

/// <summary>
/// A bucket of S3 or of a service that speaks its protocol. Credentials are never here: they come from the standard chain (<c>AWS_ACCESS_KEY_ID</c> and
/// its fellows, a profile, the machine's role).
/// </summary>
public sealed record S3Options
{
    /// <summary>Name of the bucket; it must exist.</summary>
    public required string Bucket { get; init; }

    /// <summary>What every object lies below. Default the whole bucket.</summary>
    public ObjectKey Prefix { get; init; }

    /// <summary>Address of the service; null for Amazon's own.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>Region of the bucket; null to ask the profile, then <c>us-east-1</c>.</summary>
    public string? Region { get; init; }

    /// <summary>Whether the bucket is part of the host name instead of the path. Default false with an <see cref="Endpoint"/>, as compatible services want.</summary>
    public bool VirtualHosts { get; init; }

    /// <summary>Parts, retries, timeouts.</summary>
    public TransferOptions Transfer { get; init; } = new();

    /// <summary>
    /// Reads <c>s3://bucket/prefix</c>, and from the environment, as MLflow and the AWS tools do: <c>MLFLOW_S3_ENDPOINT_URL</c>, <c>AWS_ENDPOINT_URL_S3</c>,
    /// <c>AWS_ENDPOINT_URL</c> (the first that is set), <c>AWS_REGION</c>, <c>AWS_DEFAULT_REGION</c>, <c>MLFLOW_BOTO_CLIENT_ADDRESSING_STYLE</c> (<c>virtual</c>).
    /// </summary>
    /// <exception cref="RepriseException">The URI names no bucket or holds more than bucket and path; or a variable is not what it should be.</exception>
    public static S3Options FromUri(string uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        var (bucket, prefix) = Split(uri);
        return new S3Options
        {
            Bucket = bucket,
            Prefix = prefix,
            Endpoint = EndpointOf("MLFLOW_S3_ENDPOINT_URL") ?? EndpointOf("AWS_ENDPOINT_URL_S3") ?? EndpointOf("AWS_ENDPOINT_URL"),
            Region = Variable("AWS_REGION") ?? Variable("AWS_DEFAULT_REGION"),
            VirtualHosts = Variable("MLFLOW_BOTO_CLIENT_ADDRESSING_STYLE") == "virtual",
        };
    }

    /// <summary>Bucket and key of an <c>s3:</c> URI. Everything after the bucket is the key, percent signs and all.</summary>
    internal static (string Bucket, ObjectKey Key) Split(string uri)
    {
        const string Start = "s3://";
        var rest = uri.StartsWith(Start, StringComparison.OrdinalIgnoreCase) ? uri[Start.Length..] : "";
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var bucket = slash < 0 ? rest : rest[..slash];
        if (bucket.Length is < 3 or > 63 || !bucket.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_') || bucket.Contains("..", StringComparison.Ordinal)
            || rest.AsSpan().ContainsAny('?', '#'))
        {
            // Not the URI itself: what stands before an @ may be a secret.
            throw new RepriseException(
                ErrorCode.InvalidParameterValue,
                "An S3 location has the form s3://bucket/path: a bucket of 3 to 63 letters, digits, dots and dashes, no user, password, port or query. "
                + "Give credentials by AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY or a profile, another service by MLFLOW_S3_ENDPOINT_URL.");
        }

        return (bucket, ObjectKey.Parse(slash < 0 ? "" : rest[(slash + 1)..]));
    }

    private static Uri? EndpointOf(string variable) => Variable(variable) is not { } value ? null
        : Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.UserInfo.Length == 0 ? uri
        : throw new RepriseException(ErrorCode.InvalidParameterValue, $"{variable} must be an http or https URL without a user name or password.");

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}

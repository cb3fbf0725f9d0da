using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Reprise.Core.Errors;

namespace Reprise.Storage.S3;

/// <summary>The one place where a failure of the service or the SDK becomes ours.</summary>
internal static class S3Errors
{
    /// <summary>Runs a call and translates its failure.</summary>
    public static async Task<T> TranslateAsync<T>(S3Options options, string what, Func<Task<T>> call)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is AmazonClientException or AmazonServiceException or HttpRequestException or IOException or TimeoutException)
        {
            throw Translate(options, what, exception);
        }
    }

    /// <summary>Whether a failure says that the object is not there; a missing bucket is another matter.</summary>
    public static bool IsMissing(AmazonS3Exception exception) =>
        exception.StatusCode == HttpStatusCode.NotFound && exception.ErrorCode is not "NoSuchBucket";

    private static RepriseException Translate(S3Options options, string what, Exception exception)
    {
        var place = options.Endpoint is { } endpoint ? $"bucket '{options.Bucket}' at {endpoint.GetLeftPart(UriPartial.Authority)}" : $"bucket '{options.Bucket}'";
        return exception switch
        {
            AmazonS3Exception { ErrorCode: "NoSuchBucket" } =>
                new(ErrorCode.ResourceDoesNotExist, $"There is no {place}. Create it, or name another.", exception),
            AmazonS3Exception { ErrorCode: "NoSuchUpload" } =>
                new(ErrorCode.ResourceDoesNotExist, $"Cannot {what} in {place}: the upload is complete, was given up, or never was. Begin it anew.", exception),
            AmazonS3Exception { StatusCode: HttpStatusCode.NotFound } => new(ErrorCode.ResourceDoesNotExist, $"Cannot {what}: it is not in {place}.", exception),
            AmazonS3Exception { StatusCode: HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized } refused => new(
                ErrorCode.PermissionDenied,
                $"Cannot {what}: {place} refused it ({refused.ErrorCode}). Check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY or the profile, and what they may do.",
                exception),
            AmazonS3Exception { StatusCode: HttpStatusCode.PreconditionFailed or HttpStatusCode.Conflict } =>
                new(ErrorCode.ResourceConflict, $"Cannot {what} in {place}: somebody else wrote it meanwhile. Try again.", exception),
            AmazonS3Exception { ErrorCode: "BadDigest" or "InvalidDigest" or "XAmzContentSHA256Mismatch" } =>
                new(ErrorCode.DataLoss, $"Cannot {what}: the bytes that reached {place} are not those that were sent. Try again.", exception),
            AmazonS3Exception { StatusCode: >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError } refused =>
                new(ErrorCode.InvalidParameterValue, $"Cannot {what}: {place} answered {refused.ErrorCode}: {refused.Message}", exception),
            AmazonServiceException or HttpRequestException or IOException or TimeoutException => new(
                ErrorCode.TemporarilyUnavailable,
                $"Cannot {what}: {place} does not answer as it should ({FirstLine(exception.Message)}). Check the address and the network, and try again.",
                exception),
            _ => new(
                ErrorCode.PermissionDenied,
                $"Cannot {what} in {place}: {FirstLine(exception.Message)} Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a profile by AWS_PROFILE.",
                exception),
        };
    }

    private static string FirstLine(string text) => text.AsSpan().Trim().ToString().Split('\n', 2)[0].TrimEnd('\r');
}

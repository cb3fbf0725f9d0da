using Reprise.Core.Errors;
using Reprise.Storage.Azure;
using Reprise.Storage.Local;
using Reprise.Storage.S3;

namespace Reprise.Storage;

/// <summary>Opens stores by location.</summary>
public static class ObjectStores
{
    /// <summary>Whether a location names an object service: <c>s3:</c>, <c>wasbs:</c>, <c>wasb:</c>, <c>abfss:</c>, <c>abfs:</c>.</summary>
    public static bool IsRemote(string location)
    {
        ArgumentNullException.ThrowIfNull(location);
        return SchemeOf(location) is "s3" or "wasbs" or "wasb" or "abfss" or "abfs";
    }

    /// <summary>Opens a bucket, a container or a folder; a folder is made when it is not there. Credentials and endpoints come from the environment.</summary>
    /// <exception cref="RepriseException">The location is of no kind known here, or holds what it must not.</exception>
    public static IObjectStore Open(string location, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(location);
        return SchemeOf(location) switch
        {
            "s3" => S3ObjectStore.Open(S3Options.FromUri(location), time),
            "wasbs" or "wasb" or "abfss" or "abfs" => AzureBlobObjectStore.Open(AzureBlobOptions.FromUri(location), time),
            "file" when Uri.TryCreate(location, UriKind.Absolute, out var uri) && uri is { IsFile: true, Host: "" or "localhost" } =>
                LocalObjectStore.Open(uri.LocalPath, time),
            "" => LocalObjectStore.Open(location, time),
            var scheme => throw new RepriseException(
                ErrorCode.NotImplemented,
                $"This version has no store for {scheme}: locations. It knows folders, s3://bucket/path and wasbs://container@account.blob.core.windows.net/path."),
        };
    }

    /// <summary>The bucket or container of a remote location as a text that is the same for every spelling, and the path in it.</summary>
    /// <exception cref="RepriseException"><see cref="ErrorCode.InvalidParameterValue"/>: the location has another form.</exception>
    public static (string Bucket, ObjectKey Path) Split(string location)
    {
        ArgumentNullException.ThrowIfNull(location);
        if (SchemeOf(location) == "s3")
        {
            var (bucket, key) = S3Options.Split(location);
            return ("s3://" + bucket, key);
        }

        var azure = AzureBlobLocation.Parse(location);
        return ($"wasbs://{azure.Container}@{azure.Account}.{azure.Suffix}", azure.Key);
    }

    private static string SchemeOf(string location)
    {
        var colon = location.IndexOf(':', StringComparison.Ordinal);
        return colon < 2 || !char.IsAsciiLetter(location[0]) || location.AsSpan(0, colon).ContainsAnyExcept(SchemeLetters)
            ? ""   // one letter is a Windows drive
            : location[..colon].ToLowerInvariant();
    }

    private static readonly System.Buffers.SearchValues<char> SchemeLetters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");
}

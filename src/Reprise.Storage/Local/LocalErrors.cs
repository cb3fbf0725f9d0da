using Reprise.Core.Errors;

namespace Reprise.Storage.Local;

/// <summary>The one place where a failure of the disk becomes ours.</summary>
internal static class LocalErrors
{
    private const int UnixNoSpace = 28;
    private const int UnixQuota = 122;
    private const int WindowsHandleDiskFull = unchecked((int)0x80070027);
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    /// <summary>Runs an act and translates its failure.</summary>
    public static T Translate<T>(string act, ObjectKey key, Func<T> run)
    {
        try
        {
            return run();
        }
        catch (Exception exception) when (IsOurs(exception))
        {
            throw Of(act, key, exception);
        }
    }

    public static bool IsOurs(Exception exception) => exception is IOException or UnauthorizedAccessException;

    public static bool IsFull(Exception exception) => exception.HResult is UnixNoSpace or UnixQuota or WindowsDiskFull or WindowsHandleDiskFull;

    public static RepriseException Of(string act, ObjectKey key, Exception exception) => exception switch
    {
        _ when IsFull(exception) => new(
            ErrorCode.TemporarilyUnavailable, $"Cannot {act} '{key}': the disk of the store is full, or its quota is used up. Free space there and try again.", exception),
        UnauthorizedAccessException => new(
            ErrorCode.PermissionDenied, $"Cannot {act} '{key}': the file system refuses it. Let the user of this process {act} files in the store's folder.", exception),
        PathTooLongException => new(ErrorCode.InvalidParameterValue, $"Cannot {act} '{key}': with the store's folder the path is too long for this system.", exception),
        _ => new(ErrorCode.TemporarilyUnavailable, $"Cannot {act} '{key}': {exception.Message.TrimEnd('.')}. Check the disk of the store and try again.", exception),
    };
}

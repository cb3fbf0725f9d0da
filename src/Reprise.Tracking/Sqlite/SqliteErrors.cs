using Microsoft.Data.Sqlite;
using Reprise.Core.Errors;

namespace Reprise.Tracking.Sqlite;

/// <summary>Says in a user's words what SQLite means.</summary>
internal static class SqliteErrors
{
    private const int Busy = 5, Locked = 6, ReadOnly = 8, Interrupted = 9, Io = 10, Corrupt = 11, Full = 13, CannotOpen = 14, NotADatabase = 26;

    public static Exception Translate(Exception exception, string path) => exception is not SqliteException sqlite
        ? exception
        : sqlite.SqliteErrorCode switch
        {
            Busy or Locked => new RepriseException(
                ErrorCode.TemporarilyUnavailable,
                $"Another process has held the database '{path}' locked for {SqliteConnections.LockTimeout.TotalSeconds:0} s. Try again when it is done.",
                sqlite),
            NotADatabase => new RepriseException(
                ErrorCode.InvalidState, $"'{path}' is not an SQLite database. Choose another home folder, or move the file away.", sqlite),
            Corrupt => new RepriseException(
                ErrorCode.DataLoss, $"The database '{path}' is damaged ({sqlite.Message}). Restore it from a backup.", sqlite),
            Full => new RepriseException(
                ErrorCode.TemporarilyUnavailable, $"No room is left on the disk of '{path}'. Nothing was changed; free space and try again.", sqlite),
            ReadOnly or CannotOpen => new RepriseException(
                ErrorCode.PermissionDenied, $"The database '{path}' cannot be opened for writing ({sqlite.Message}). Check the rights on file and folder.", sqlite),
            Io => new RepriseException(ErrorCode.InternalError, $"The disk failed under the database '{path}' ({sqlite.Message}).", sqlite),
            Interrupted => new OperationCanceledException("The query was cancelled.", sqlite),
            _ => sqlite,
        };
}

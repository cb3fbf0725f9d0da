using Npgsql;
using Reprise.Core.Errors;

namespace Reprise.Tracking.Postgres;

/// <summary>Says in a user's words what PostgreSQL means, and knows what is worth another try. No message holds a password.</summary>
internal static class PostgresErrors
{
    /// <summary>Whether the transaction was undone for a reason that may be gone: another writer, or a server that restarts.</summary>
    public static bool MayPass(Exception exception) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.UniqueViolation } => true,
        PostgresException postgres => IsDown(postgres),
        NpgsqlException => exception.InnerException is not TimeoutException,
        _ => false,
    };

    /// <summary>Whether the server does not take connections now and may do so soon.</summary>
    public static bool IsDown(PostgresException exception) => exception.SqlState is
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.TooManyConnections
        || exception.SqlState.StartsWith("08", StringComparison.Ordinal);

    /// <param name="exception">What the driver threw.</param>
    /// <param name="database">The database without its password.</param>
    /// <param name="options">The limits in force.</param>
    public static Exception Translate(Exception exception, string database, PostgresOptions options) => exception switch
    {
        PostgresException postgres => Translate(postgres, database, options),
        NpgsqlException { InnerException: TimeoutException } or TimeoutException => new RepriseException(
            ErrorCode.TemporarilyUnavailable, $"The database {database} did not answer in time. Look at its load, or at the network between.", exception),
        NpgsqlException => new RepriseException(
            ErrorCode.TemporarilyUnavailable,
            $"The database {database} cannot be reached: {(exception.InnerException ?? exception).Message} Is the server running, and are host and port right?",
            exception),
        _ => exception,
    };

    private static Exception Translate(PostgresException exception, string database, PostgresOptions options)
    {
        (ErrorCode code, string? message) = exception.SqlState switch
        {
            PostgresErrorCodes.StringDataRightTruncation => (
                ErrorCode.InvalidParameterValue, $"A text is longer than its column in PostgreSQL takes ({exception.MessageText}). Shorten it."),
            PostgresErrorCodes.CharacterNotInRepertoire or PostgresErrorCodes.UntranslatableCharacter => (
                ErrorCode.InvalidParameterValue, "A text holds the character U+0000, which PostgreSQL does not store. Remove it."),
            PostgresErrorCodes.NumericValueOutOfRange => (
                ErrorCode.InvalidParameterValue, $"A number is outside the range of its column ({exception.MessageText})."),
            PostgresErrorCodes.ProgramLimitExceeded => (
                ErrorCode.InvalidParameterValue, $"A value exceeds a limit of PostgreSQL ({exception.MessageText}). Shorten it."),
            PostgresErrorCodes.QueryCanceled => (
                ErrorCode.TemporarilyUnavailable,
                FormattableString.Invariant($"A statement took longer than {options.StatementTimeout.TotalSeconds:0.#} s in {database} and was stopped; nothing was changed. Ask for less, or raise the limit.")),
            PostgresErrorCodes.LockNotAvailable => (
                ErrorCode.TemporarilyUnavailable,
                FormattableString.Invariant($"Another writer has held the same rows of {database} for {options.LockTimeout.TotalSeconds:0.#} s. Try again when it is done.")),
            PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected => (
                ErrorCode.TemporarilyUnavailable,
                FormattableString.Invariant($"Other writers were in the way in {database} for {options.RetryTime.TotalSeconds:0.#} s; nothing was changed. Try again.")),
            PostgresErrorCodes.UniqueViolation => (
                ErrorCode.ResourceConflict, $"Another writer has added the same to {database} ({exception.ConstraintName}). Look at what is there and try again."),
            PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => (
                ErrorCode.PermissionDenied, $"The database {database} refuses the login ({exception.MessageText}). Check user, password and pg_hba.conf."),
            PostgresErrorCodes.InvalidCatalogName => (
                ErrorCode.ResourceDoesNotExist, $"There is no database {database} ({exception.MessageText}). Create it with createdb, or correct its name."),
            PostgresErrorCodes.InsufficientPrivilege => (
                ErrorCode.PermissionDenied, $"The user may not do this in {database} ({exception.MessageText}). Grant it the right to create and change tables in its schema."),
            PostgresErrorCodes.ReadOnlySqlTransaction => (
                ErrorCode.PermissionDenied, $"The database {database} is read-only: a standby, or set so. Give the address of the primary server."),
            PostgresErrorCodes.DiskFull => (
                ErrorCode.TemporarilyUnavailable, $"No room is left on the disk of {database}. Nothing was changed; free space and try again."),
            PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted => (
                ErrorCode.DataLoss, $"The database {database} is damaged ({exception.MessageText}). Restore it from a backup."),
            _ when IsDown(exception) => (
                ErrorCode.TemporarilyUnavailable, $"The database {database} does not take connections now ({exception.MessageText}). Try again."),
            _ => (ErrorCode.InternalError, null),
        };
        return message is null ? exception : new RepriseException(code, message, exception);
    }
}

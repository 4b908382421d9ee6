using Npgsql;

namespace Cambium.Tracking;

/// <summary>What becomes of PostgreSQL's errors.</summary>
static class PostgresFailure
{
    /// <summary>
    /// Somebody else may have taken a name just before: then the statements find it the next time, and say so. More often it is taken for good.
    /// </summary>
    const int MostTriesOfTaken = 3;

    /// <summary>Whether the server answered a COMMIT: with anything but that it goes down.</summary>
    internal static bool IsAnswer(NpgsqlException e) => e is PostgresException { SqlState: var state }
        && !state.StartsWith("08", StringComparison.Ordinal) && !state.StartsWith("57", StringComparison.Ordinal);

    /// <summary>Whether what was rolled back may succeed when it is tried again: others were in the way, or the connection was lost.</summary>
    /// <param name="e">The error.</param>
    /// <param name="tries">How many times it was tried again already.</param>
    internal static bool MayPass(NpgsqlException e, int tries) => e is PostgresException { SqlState: var state }
        ? (state is PostgresErrorCodes.UniqueViolation && tries < MostTriesOfTaken)
            || state is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown
            or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.ReadOnlySqlTransaction
            || state.StartsWith("08", StringComparison.Ordinal)
        : e.IsTransient && e.InnerException is not TimeoutException;

    /// <summary>The error in the words of the store.</summary>
    internal static Exception Translate(NpgsqlException e, PostgresAddress address) => e is PostgresException refusal
        ? Translate(refusal, address)
        : new TrackingException(
            TrackingErrorCode.TemporarilyUnavailable,
            $"{address.Place} does not answer: {Reason(e)} Check the address, and that PostgreSQL runs there and lets this machine in.",
            e);

    /// <summary>Nobody knows whether a write took place.</summary>
    internal static TrackingException Unknown(PostgresAddress address, NpgsqlException e) => new(
        TrackingErrorCode.TemporarilyUnavailable,
        $"{address.Place} was lost while a write was being committed, and does not answer since: it may or may not have taken place. Look before you write it again.",
        e);

    static Exception Translate(PostgresException e, PostgresAddress address) => e.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => new TrackingException(
            TrackingErrorCode.PermissionDenied,
            $"{address.Place} does not let '{address.User}' in: {e.MessageText}. Check the user and the password in the address.",
            e),
        PostgresErrorCodes.InvalidCatalogName => new TrackingException(
            TrackingErrorCode.ResourceDoesNotExist,
            $"{address.Place} is not there: {e.MessageText}. Make the database with: createdb -O {address.User} {address.Settings.Database}",
            e),
        PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.InvalidSchemaName => new TrackingException(
            TrackingErrorCode.PermissionDenied,
            $"{address.Place} does not let '{address.User}' do this: {e.MessageText}. Let the database's owner grant it: GRANT ALL ON SCHEMA public TO {address.User}",
            e),
        PostgresErrorCodes.DiskFull or PostgresErrorCodes.InsufficientResources or PostgresErrorCodes.OutOfMemory => new TrackingException(
            TrackingErrorCode.InsufficientStorage,
            $"{address.Place} has no room: {e.MessageText}. Nothing was written. Make room and try again.",
            e),
        PostgresErrorCodes.CharacterNotInRepertoire or PostgresErrorCodes.UntranslatableCharacter or PostgresErrorCodes.ProgramLimitExceeded => new TrackingException(
            $"PostgreSQL cannot keep a text of what was sent: {e.MessageText}.",
            e),
        PostgresErrorCodes.ReadOnlySqlTransaction => new TrackingException(
            TrackingErrorCode.TemporarilyUnavailable,
            $"{address.Place} takes no writes: it is a standby, or set to read only. Give the address of the primary.",
            e),
        PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted => new TrackingException(
            TrackingErrorCode.DataLoss,
            $"{address.Place} is damaged: {e.MessageText}. Restore it from a backup.",
            e),
        _ when MayPass(e, MostTriesOfTaken) || e.SqlState is PostgresErrorCodes.QueryCanceled => new TrackingException(
            TrackingErrorCode.TemporarilyUnavailable,
            $"{address.Place} did not do it in time: {e.MessageText}. Try again.",
            e),
        _ => new IOException($"{address.Place} cannot be used: {e.MessageText} ({e.SqlState})", e),
    };

    static string Reason(NpgsqlException e) => (e.InnerException?.Message ?? e.Message).TrimEnd('.') + ".";
}

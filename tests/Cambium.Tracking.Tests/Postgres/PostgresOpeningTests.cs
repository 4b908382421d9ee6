using System.Globalization;
using Npgsql;

namespace Cambium.Tracking.Tests;

public sealed class PostgresOpeningTests(PostgresServer server)
{
    [Theory]
    [InlineData("postgres://ann:p%40ss@db.example/cambium", "postgres://ann@db.example/cambium", "db.example", 5432, "p@ss")]
    [InlineData("postgresql://ann@db:6000/cambium", "postgres://ann@db:6000/cambium", "db", 6000, null)]
    [InlineData("POSTGRES://ann:x@[::1]/a%20b?sslmode=verify-full&schema=ml", "postgres://ann@[::1]/a b?schema=ml", "[::1]", 5432, "x")]
    [InlineData("postgres://ann:x@/cambium?host=/run/postgresql", "postgres://ann@/cambium?host=/run/postgresql", "/run/postgresql", 5432, "x")]
    public void An_address_is_shown_without_its_password(string address, string place, string host, int port, string? password)
    {
        var parsed = PostgresAddress.Parse(address);

        Assert.Equal((place, host, port, password), (parsed.Place, parsed.Settings.Host, parsed.Settings.Port, parsed.Settings.Password));
    }

    [Theory]
    [InlineData("postgres://ann:secret@db", "The address of the PostgreSQL database names no database. Write it as postgres://user:password@host:5432/database.")]
    [InlineData("postgres://ann:secret@/cambium", "The address of the PostgreSQL database names no host. Write it as postgres://user:password@host:5432/database.")]
    [InlineData("postgres://ann:sec ret@ho st:x/cambium", "The address of the PostgreSQL database is not understood. Write it as postgres://user:password@host:5432/database, with special characters of the password as %XX.")]
    [InlineData("postgres://ann:secret@db/c?colour=red", "The address of the PostgreSQL database has the option 'colour', which is not known. Known are: host, schema, sslmode, sslrootcert, sslcert, sslkey, application_name, connect_timeout, pool.")]
    [InlineData("postgres://ann:secret@db/c?pool=many", "The address of the PostgreSQL database has the option pool=many, a value that it does not take.")]
    [InlineData("postgres://ann:secret@db/c?sslmode=perhaps", "The address of the PostgreSQL database has the option sslmode=perhaps, a value that it does not take.")]
    public void An_address_that_is_not_understood_is_refused_without_its_password(string address, string message)
    {
        var refused = Assert.Throws<TrackingException>(() => PostgresAddress.Parse(address));

        Assert.Equal(message, refused.Message);
    }

    [Fact]
    public void A_wrong_password_is_told_and_not_shown()
    {
        var address = server.NewDatabase();
        var place = PostgresAddress.Parse(address).Place;

        var refused = Refused(address.Replace("se%2Fcr%3Aet", "wrong", StringComparison.Ordinal));

        Assert.Equal(
            (TrackingErrorCode.PermissionDenied, $"{place} does not let 'postgres' in: password authentication failed for user \"postgres\". Check the user and the password in the address."),
            (refused.Code, refused.Message));
        Assert.DoesNotContain("wrong", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_that_is_not_there_is_told()
    {
        _ = server.NewDatabase();
        var address = server.AddressOf("nowhere");

        var refused = Refused(address);

        Assert.Equal(
            (TrackingErrorCode.ResourceDoesNotExist, $"{PostgresAddress.Parse(address).Place} is not there: database \"nowhere\" does not exist. Make the database with: createdb -O postgres nowhere"),
            (refused.Code, refused.Message));
    }

    [Fact]
    public void A_server_that_does_not_answer_is_told()
    {
        var refused = Refused("postgres://ann:secret@127.0.0.1:1/cambium");

        Assert.Equal(
            (TrackingErrorCode.TemporarilyUnavailable, "postgres://ann@127.0.0.1:1/cambium does not answer: Connection refused. Check the address, and that PostgreSQL runs there and lets this machine in."),
            (refused.Code, refused.Message));
    }

    [Fact]
    public void A_store_of_a_newer_program_is_refused_with_both_versions()
    {
        var address = server.NewDatabase();
        PostgresDatabase.Open(PostgresAddress.Parse(address)).Dispose();
        PostgresServer.Scalar(address, "UPDATE cambium_store SET version = 99");

        var refused = Refused(address);

        Assert.Equal(
            (TrackingErrorCode.DataLoss, string.Create(CultureInfo.InvariantCulture,
                $"{PostgresAddress.Parse(address).Place} has version 99, but this Cambium reads versions up to {PostgresMigrations.Files.Names().Count}. It was written by a newer Cambium; update this one.")),
            (refused.Code, refused.Message));
    }

    [Fact]
    public void A_database_of_another_program_is_refused_and_left_alone()
    {
        var address = server.NewDatabase();
        PostgresServer.Scalar(address, "CREATE TABLE runs (name TEXT)");

        var refused = Refused(address);

        Assert.Equal(
            $"{PostgresAddress.Parse(address).Place} is not a store: its table 'runs' is another program's. Give another database, or a schema of its own with ?schema=NAME.",
            refused.Message);
        Assert.Equal(1L, PostgresServer.Scalar(address, "SELECT COUNT(*) FROM pg_tables WHERE schemaname = 'public'"));
    }

    [Theory]
    [InlineData(PostgresErrorCodes.DiskFull, TrackingErrorCode.InsufficientStorage, "postgres://ann@db/c has no room: why. Nothing was written. Make room and try again.")]
    [InlineData(PostgresErrorCodes.ReadOnlySqlTransaction, TrackingErrorCode.TemporarilyUnavailable, "postgres://ann@db/c takes no writes: it is a standby, or set to read only. Give the address of the primary.")]
    [InlineData(PostgresErrorCodes.InsufficientPrivilege, TrackingErrorCode.PermissionDenied, "postgres://ann@db/c does not let 'ann' do this: why. Let the database's owner grant it: GRANT ALL ON SCHEMA public TO ann")]
    [InlineData(PostgresErrorCodes.DataCorrupted, TrackingErrorCode.DataLoss, "postgres://ann@db/c is damaged: why. Restore it from a backup.")]
    [InlineData(PostgresErrorCodes.DeadlockDetected, TrackingErrorCode.TemporarilyUnavailable, "postgres://ann@db/c did not do it in time: why. Try again.")]
    [InlineData(PostgresErrorCodes.CharacterNotInRepertoire, TrackingErrorCode.InvalidParameterValue, "PostgreSQL cannot keep a text of what was sent: why.")]
    public void Errors_say_what_to_do(string state, TrackingErrorCode code, string message)
    {
        var told = PostgresFailure.Translate(new PostgresException("why", "ERROR", "ERROR", state), PostgresAddress.Parse("postgres://ann:secret@db/c"));

        Assert.Equal((code, message), (Assert.IsType<TrackingException>(told).Code, told.Message));
    }

    static TrackingException Refused(string address) => Assert.Throws<TrackingException>(() => PostgresDatabase.Open(PostgresAddress.Parse(address)));
}

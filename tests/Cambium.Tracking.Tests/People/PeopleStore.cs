using Dapper;

namespace Cambium.Tracking.Tests;

/// <summary>A store of people of a test's own, with a clock that is stepped and passwords that are hashed fast.</summary>
sealed class PeopleStore : IDisposable
{
    internal const string Password = "correct horse battery";

    readonly StoreFolder _folder = new();

    internal PeopleStore()
    {
        File = _folder.File("people.db");
        Database = SqliteDatabase.Open(File);
        Audit = new AuditLog(Database, Clock);
        Users = new SqlUserStore(Database, Clock, Audit, new PasswordHasher(iterations: 10));
        Grants = new SqlGrantStore(Database, Audit);
        Tokens = new SqlTokenStore(Database, Clock, Audit);
        Sessions = new SqlSessionStore(Database, Clock);
        Principals = new SqlPrincipalStore(Database);
    }

    internal string File { get; }

    internal SteppedClock Clock { get; } = new();

    internal SqliteDatabase Database { get; }

    internal AuditLog Audit { get; }

    internal SqlUserStore Users { get; }

    internal SqlGrantStore Grants { get; }

    internal SqlTokenStore Tokens { get; }

    internal SqlSessionStore Sessions { get; }

    internal SqlPrincipalStore Principals { get; }

    internal long Now => Clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Adds the first user.</summary>
    internal PeopleStore WithAdministrator()
    {
        Users.Add("os:root", "root", Password, Role.Admin);
        return this;
    }

    internal long AddExperiment(string name) => Database.Write(connection => connection.ExecuteScalar<long>(
        "INSERT INTO experiments (name, artifact_location, created, updated) VALUES (@name, '', 0, 0) RETURNING id", new { name }));

    internal void AddModel(string name) => Execute($"INSERT INTO registered_models (name, created, updated, last_version) VALUES ('{name}', 0, 0, 0)");

    /// <summary>Does something to the file that no store would.</summary>
    internal void Execute(string sql) => Database.Write(connection => connection.Execute(sql));

    /// <summary>What a refusal says.</summary>
    internal static string Refusal(Action act, TrackingErrorCode code)
    {
        var refusal = Assert.Throws<TrackingException>(act);
        Assert.Equal(code, refusal.Code);
        return refusal.Message;
    }

    public void Dispose()
    {
        Database.Dispose();
        _folder.Dispose();
    }
}

namespace Cambium.Tracking;

/// <summary>Who may do what in a store, and the log of what was done.</summary>
/// <param name="Users">Users and their passwords.</param>
/// <param name="Grants">Roles on single experiments and models.</param>
/// <param name="Tokens">Service tokens.</param>
/// <param name="Sessions">Who is signed in with a browser.</param>
/// <param name="Principals">What each of them may do.</param>
/// <param name="Audit">The audit log.</param>
sealed record PeopleStores(SqlUserStore Users, SqlGrantStore Grants, SqlTokenStore Tokens, SqlSessionStore Sessions, SqlPrincipalStore Principals, AuditLog Audit)
{
    /// <summary>Those of a database.</summary>
    internal static PeopleStores Over(ISqlDatabase database, TimeProvider time, PasswordHasher passwords)
    {
        var audit = new AuditLog(database, time);
        return new PeopleStores(
            new SqlUserStore(database, time, audit, passwords),
            new SqlGrantStore(database, audit),
            new SqlTokenStore(database, time, audit),
            new SqlSessionStore(database, time),
            new SqlPrincipalStore(database),
            audit);
    }
}

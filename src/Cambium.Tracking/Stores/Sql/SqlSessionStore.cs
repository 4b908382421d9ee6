using Dapper;

namespace Cambium.Tracking;

/// <summary>Keeps who is signed in with a browser. A session ends with time, signing out, another password, and when its user is disabled or deleted.</summary>
sealed class SqlSessionStore(ISqlDatabase database, TimeProvider time)
{
    /// <summary>A working day: who signs in in the morning is not asked again before the evening.</summary>
    internal static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    /// <summary>Signs a user in, and clears away what has expired.</summary>
    /// <returns>The session's id, which only the browser keeps.</returns>
    internal string Start(long userId)
    {
        var id = RandomSecret.New();
        var now = time.GetUtcNow();
        database.Write(connection =>
        {
            connection.Execute("DELETE FROM sessions WHERE expires <= @now", new { now = now.ToUnixTimeMilliseconds() });
            return connection.Execute(
                "INSERT INTO sessions (hash, user_id, created, expires) VALUES (@hash, @userId, @now, @expires)",
                new { hash = RandomSecret.HashOf(id), userId, now = now.ToUnixTimeMilliseconds(), expires = (now + Lifetime).ToUnixTimeMilliseconds() });
        });
        return id;
    }

    /// <summary>The session of an id, or null where there is none or it has ended.</summary>
    internal SessionRecord? Find(string id)
    {
        var session = database.Read(connection => connection.QuerySingleOrDefault<SessionRecord>(
            "SELECT user_id AS UserId, expires AS Expires FROM sessions WHERE hash = @hash",
            new { hash = RandomSecret.HashOf(id) }));
        return session is not null && time.GetUtcNow().ToUnixTimeMilliseconds() < session.Expires ? session : null;
    }

    /// <summary>Signs out; a session that is not there is no error.</summary>
    internal void End(string id) => database.Write(connection => connection.Execute("DELETE FROM sessions WHERE hash = @hash", new { hash = RandomSecret.HashOf(id) }));
}

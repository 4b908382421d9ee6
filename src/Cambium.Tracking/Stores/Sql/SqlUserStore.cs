using System.Data.Common;
using Dapper;

namespace Cambium.Tracking;

/// <summary>
/// Keeps users. Each change is one transaction together with its entry in the audit log. Names are found in any case. There is always an administrator
/// who is not locked out, once there are users.
/// </summary>
sealed class SqlUserStore(ISqlDatabase database, TimeProvider time, AuditLog audit, PasswordHasher passwords)
{
    const string Columns =
        "id AS Id, name AS Name, role AS Role, is_admin AS IsAdmin, password_version AS PasswordVersion, created AS Created, disabled AS Disabled";

    /// <summary>Whether there are users, so that everybody must sign in.</summary>
    internal bool HasUsers() => database.Read(connection => HasUsers(connection));

    /// <summary>All users, by name.</summary>
    internal IReadOnlyList<UserRecord> List() => database.Read(connection =>
        connection.Query<UserRecord>($"SELECT {Columns} FROM users ORDER BY name_key").ToList());

    /// <summary>The user of a name, or null.</summary>
    internal UserRecord? Find(string name) => database.Read(connection => Find(connection, name));

    /// <summary>The user of a name.</summary>
    /// <exception cref="TrackingException">There is none.</exception>
    internal UserRecord Get(string name) => database.Read(connection => Get(connection, name));

    /// <summary>Adds a user.</summary>
    /// <param name="by">Who does it.</param>
    /// <param name="name">The user's name.</param>
    /// <param name="password">The user's password.</param>
    /// <param name="role">The default role, or <see cref="Role.Admin"/>; the first user must be an administrator.</param>
    /// <exception cref="TrackingException">Name or password is not allowed, the name is taken, or the first user is no administrator.</exception>
    internal UserRecord Add(string by, string name, string password, Role role)
    {
        PersonNames.Check(name);
        var hash = passwords.Hash(PersonNames.CheckPassword(name, password));
        return database.Write(connection =>
        {
            if (role != Role.Admin && !HasUsers(connection))
            {
                throw new TrackingException(TrackingErrorCode.InvalidState, $"'{name}' would be the first user, who lets in all others. Add an administrator first.");
            }

            if (Find(connection, name) is { } taken)
            {
                throw new TrackingException(TrackingErrorCode.ResourceAlreadyExists, $"User (username={taken.Name}) already exists.");
            }

            connection.Execute(
                """
                INSERT INTO users (name, name_key, password, password_version, role, is_admin, created)
                VALUES (@name, @key, @hash, 1, @role, @isAdmin, @now)
                """,
                new { name, key = PersonNames.Key(name), hash, role = (int)DefaultOf(role), isAdmin = role == Role.Admin ? 1 : 0, now = Now() });
            Note(connection, by, "user.add", name, $"role {RoleNames.Text(role)}");
            return Get(connection, name);
        });
    }

    /// <summary>Gives a user another password; whoever is signed in with the old one is not any more.</summary>
    /// <exception cref="TrackingException">There is no such user, or the password is not allowed.</exception>
    internal void SetPassword(string by, string name, string password)
    {
        var hash = passwords.Hash(PersonNames.CheckPassword(Get(name).Name, password));
        database.Write(connection =>
        {
            var user = Get(connection, name);
            connection.Execute("UPDATE users SET password = @hash, password_version = password_version + 1 WHERE id = @id", new { hash, id = user.Id });
            EndSessions(connection, user.Id);
            return Note(connection, by, "user.password", user.Name);
        });
    }

    /// <summary>Gives a user another default role, or makes an administrator of the user (<see cref="Role.Admin"/>).</summary>
    /// <exception cref="TrackingException">There is no such user, or it is the last administrator.</exception>
    internal void SetRole(string by, string name, Role role) => database.Write(connection =>
    {
        var user = Get(connection, name);
        if (role != Role.Admin)
        {
            KeepAnAdministrator(connection, user, "be one no more");
        }

        connection.Execute(
            "UPDATE users SET role = @role, is_admin = @isAdmin WHERE id = @id",
            new { role = (int)DefaultOf(role), isAdmin = role == Role.Admin ? 1 : 0, id = user.Id });
        return Note(connection, by, "user.role", user.Name, $"role {RoleNames.Text(role)}, before {RoleNames.Text(user.ShownRole)}");
    });

    /// <summary>Locks a user out, at once; one who is out already stays so.</summary>
    /// <exception cref="TrackingException">There is no such user, or it is the last administrator.</exception>
    internal void Disable(string by, string name) => database.Write(connection =>
    {
        var user = Get(connection, name);
        KeepAnAdministrator(connection, user, "be disabled");
        connection.Execute("UPDATE users SET disabled = @now WHERE id = @id AND disabled IS NULL", new { now = Now(), id = user.Id });
        EndSessions(connection, user.Id);
        return Note(connection, by, "user.disable", user.Name);
    });

    /// <summary>Takes back <see cref="Disable"/>.</summary>
    /// <exception cref="TrackingException">There is no such user.</exception>
    internal void Enable(string by, string name) => database.Write(connection =>
    {
        var user = Get(connection, name);
        connection.Execute("UPDATE users SET disabled = NULL WHERE id = @id", new { id = user.Id });
        return Note(connection, by, "user.enable", user.Name);
    });

    /// <summary>Deletes a user with all grants and sessions.</summary>
    /// <exception cref="TrackingException">There is no such user, or it is the last administrator.</exception>
    internal void Delete(string by, string name) => database.Write(connection =>
    {
        var user = Get(connection, name);
        KeepAnAdministrator(connection, user, "be deleted");
        connection.Execute("DELETE FROM users WHERE id = @id", new { id = user.Id });
        return Note(connection, by, "user.delete", user.Name);
    });

    /// <summary>
    /// The user of a name and password, or null: no such user, a wrong password, or a user who is disabled. It takes the same time for each. A password
    /// that was hashed with another count than today's is hashed anew.
    /// </summary>
    internal UserRecord? Verify(string name, string password)
    {
        var (user, stored) = database.Read(connection => (Find(connection, name), connection.ExecuteScalar<string>("SELECT password FROM users WHERE name_key = @key", new { key = PersonNames.Key(name) })));
        var isRight = password.Length <= PersonNames.LongestPassword & passwords.Verify(password.Length <= PersonNames.LongestPassword ? password : "", stored);
        if (!isRight || user is null || user.Disabled is not null)
        {
            return null;
        }

        if (passwords.IsDated(stored!)) // a right password was stored
        {
            var hash = passwords.Hash(password);
            database.Write(connection => connection.Execute("UPDATE users SET password = @hash WHERE id = @id AND password = @stored", new { hash, id = user.Id, stored }));
        }

        return user;
    }

    internal static UserRecord Get(DbConnection connection, string name) =>
        Find(connection, name) ?? throw new TrackingException(TrackingErrorCode.ResourceDoesNotExist, $"User with username={name} not found");

    static UserRecord? Find(DbConnection connection, string name) =>
        connection.QuerySingleOrDefault<UserRecord>($"SELECT {Columns} FROM users WHERE name_key = @key", new { key = PersonNames.Key(name) });

    internal static bool HasUsers(DbConnection connection) => connection.ExecuteScalar<long>("SELECT COUNT(*) FROM (SELECT 1 FROM users LIMIT 1) AS first") > 0;

    static void KeepAnAdministrator(DbConnection connection, UserRecord user, string change)
    {
        if (user is { IsAdmin: true, Disabled: null } && connection.ExecuteScalar<long>("SELECT COUNT(*) FROM users WHERE is_admin = 1 AND disabled IS NULL") == 1)
        {
            throw new TrackingException(
                TrackingErrorCode.InvalidState,
                $"'{user.Name}' is the only administrator and cannot {change}: nobody could let anybody in. Make another user an administrator first.");
        }
    }

    static void EndSessions(DbConnection connection, long userId) => connection.Execute("DELETE FROM sessions WHERE user_id = @userId", new { userId });

    /// <summary>The role that an administrator falls back to: the least that is of use.</summary>
    static Role DefaultOf(Role role) => role == Role.Admin ? Role.Viewer : role;

    bool Note(DbConnection connection, string by, string action, string name, string details = "")
    {
        PeopleVersion.Raise(connection);
        audit.Append(connection, new AuditDraft(by, action, $"user:{name}", AuditDraft.Done, details));
        return true;
    }

    long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}

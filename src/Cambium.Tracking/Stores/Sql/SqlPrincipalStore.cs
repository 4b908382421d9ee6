using System.Data.Common;
using Dapper;

namespace Cambium.Tracking;

/// <summary>Tells who somebody is and what they may do, for as long as the version of the people stays the same.</summary>
sealed class SqlPrincipalStore(ISqlDatabase database)
{
    /// <summary>The version of the people now.</summary>
    internal long Version() => database.Read(PeopleVersion.Of);

    /// <summary>A user who is not disabled, or null.</summary>
    internal Principal? OfUser(long userId) => database.Read(connection =>
    {
        var user = connection.QuerySingleOrDefault<UserRecord>(
            "SELECT name AS Name, role AS Role, is_admin AS IsAdmin, password_version AS PasswordVersion FROM users WHERE id = @userId AND disabled IS NULL",
            new { userId });
        return user is null
            ? null
            : new Principal(
                user.Name,
                userId,
                user.PasswordVersion,
                null,
                new AccessRights(
                    user.IsAdmin,
                    user.Role,
                    Roles(connection, "SELECT experiment_id, role FROM experiment_grants WHERE user_id = @id", userId),
                    Roles(connection, "SELECT model_id, role FROM model_grants WHERE user_id = @id", userId)));
    });

    /// <summary>The owner of a token that is not revoked, or null. That it has not expired is to be looked at with each use.</summary>
    internal Principal? OfToken(string secret) => database.Read(connection =>
    {
        var token = connection.QuerySingleOrDefault<TokenRecord>(
            "SELECT id AS Id, name AS Name, role AS Role, is_scoped AS IsScoped, expires AS Expires FROM tokens WHERE hash = @hash AND revoked IS NULL",
            new { hash = RandomSecret.HashOf(secret) });
        return token is null ? null : new Principal(Principal.TokenPrefix + token.Name, null, 0, token.Expires, RightsOf(connection, token));
    });

    static AccessRights RightsOf(DbConnection connection, TokenRecord token)
    {
        if (!token.IsScoped)
        {
            return new AccessRights(token.Role == Role.Admin, token.Role, Nothing(), Nothing());
        }

        var role = (int)token.Role;
        return new AccessRights(
            false,
            Role.None,
            Roles(connection, $"SELECT experiment_id, CAST({role} AS BIGINT) FROM token_experiments WHERE token_id = @id", token.Id),
            Roles(connection, $"SELECT model_id, CAST({role} AS BIGINT) FROM token_models WHERE token_id = @id", token.Id));
    }

    static Dictionary<long, Role> Nothing() => [];

    static Dictionary<long, Role> Roles(DbConnection connection, string query, long id) =>
        connection.Query<(long Subject, long Role)>(query, new { id }).ToDictionary(row => row.Subject, row => (Role)row.Role);
}

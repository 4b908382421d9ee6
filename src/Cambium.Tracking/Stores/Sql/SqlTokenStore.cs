using System.Data.Common;
using System.Globalization;
using Dapper;

namespace Cambium.Tracking;

/// <summary>Keeps service tokens. Each change is one transaction together with its entry in the audit log.</summary>
sealed class SqlTokenStore(ISqlDatabase database, TimeProvider time, AuditLog audit)
{
    /// <summary>What tokens begin with, so that scanners of secrets know one that was committed or printed.</summary>
    internal const string Prefix = "cmb_";

    /// <summary>How long the last use is not written again: every call would be a write otherwise.</summary>
    internal static readonly TimeSpan UseResolution = TimeSpan.FromMinutes(1);

    const int HintCharacters = 8;

    const string Columns =
        """
        id AS Id, name AS Name, hint AS Hint, role AS Role, is_scoped AS IsScoped, created AS Created, created_by AS CreatedBy, expires AS Expires,
        revoked AS Revoked, last_used AS LastUsed
        """;

    /// <summary>All tokens, by name, also those that are revoked or have expired.</summary>
    internal IReadOnlyList<TokenRecord> List() => database.Read(connection =>
        connection.Query<TokenRecord>($"SELECT {Columns} FROM tokens ORDER BY name_key").ToList());

    /// <summary>Makes a token.</summary>
    /// <returns>It, told this once.</returns>
    /// <exception cref="TrackingException">Name, role or lifetime is not allowed, the name is taken, or there is no such experiment or model.</exception>
    internal IssuedToken Create(string by, NewToken token)
    {
        Check(token);
        var secret = RandomSecret.New(Prefix);
        var now = time.GetUtcNow();
        return database.Write(connection =>
        {
            if (Find(connection, token.Name) is { } taken)
            {
                throw new TrackingException(TrackingErrorCode.ResourceAlreadyExists, $"There is a token '{taken.Name}' already. Give another name, such as '{taken.Name}-2'.");
            }

            var id = connection.ExecuteScalar<long>(
                """
                INSERT INTO tokens (name, name_key, hash, hint, role, is_scoped, created, created_by, expires)
                VALUES (@Name, @key, @hash, @hint, @role, @isScoped, @created, @by, @expires) RETURNING id
                """,
                new
                {
                    token.Name,
                    key = PersonNames.Key(token.Name),
                    hash = RandomSecret.HashOf(secret),
                    hint = secret[..(Prefix.Length + HintCharacters)],
                    role = (int)token.Role,
                    isScoped = token.Experiments.Count + token.Models.Count > 0 ? 1 : 0,
                    created = now.ToUnixTimeMilliseconds(),
                    by,
                    expires = (now + token.Lifetime).ToUnixTimeMilliseconds(),
                });
            AddScopes(connection, id, token);
            Note(connection, by, "token.create", token.Name, Description(token, now + token.Lifetime));
            return new IssuedToken(Get(connection, token.Name), secret);
        });
    }

    /// <summary>Ends a token at once; one that has ended stays so.</summary>
    /// <exception cref="TrackingException">There is no such token.</exception>
    internal void Revoke(string by, string name) => database.Write(connection =>
    {
        var token = Get(connection, name);
        connection.Execute("UPDATE tokens SET revoked = @now WHERE id = @id AND revoked IS NULL", new { now = time.GetUtcNow().ToUnixTimeMilliseconds(), id = token.Id });
        return Note(connection, by, "token.revoke", token.Name, "");
    });

    /// <summary>Notes that a token was used, to the minute.</summary>
    internal void NoteUse(string secret)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        database.Write(connection => connection.Execute(
            "UPDATE tokens SET last_used = @now WHERE hash = @hash AND (last_used IS NULL OR last_used <= @before)",
            new { now, hash = RandomSecret.HashOf(secret), before = now - (long)UseResolution.TotalMilliseconds }));
    }

    /// <summary>The experiments and models that a token opens, by name.</summary>
    internal IReadOnlyList<string> Scope(long tokenId) => database.Read(connection =>
        connection.Query<string>(
            "SELECT experiments.name FROM token_experiments JOIN experiments ON experiments.id = experiment_id WHERE token_id = @tokenId ORDER BY experiments.name",
            new { tokenId })
        .Select(name => $"experiment {name}")
        .Concat(connection.Query<string>(
            "SELECT models.name FROM token_models JOIN registered_models AS models ON models.id = model_id WHERE token_id = @tokenId ORDER BY models.name",
            new { tokenId })
        .Select(name => $"model {name}"))
        .ToList());

    static void Check(NewToken token)
    {
        PersonNames.Check(token.Name);
        if (token.Role == Role.None)
        {
            throw new TrackingException("A token of role none opens nothing. Give it viewer, editor, manager or admin.");
        }

        if (token.Role == Role.Admin && token.Experiments.Count + token.Models.Count > 0)
        {
            throw new TrackingException("A token of role admin opens the whole store and cannot be kept to experiments or models. Give it manager, or leave them out.");
        }

        if (token.Lifetime <= TimeSpan.Zero || token.Lifetime > NewToken.LongestLifetime)
        {
            throw new TrackingException($"A token lives up to {NewToken.LongestLifetime.Days} days, not {token.Lifetime.TotalDays.ToString("0.##", CultureInfo.InvariantCulture)}. Make a new one when it ends.");
        }
    }

    static void AddScopes(DbConnection connection, long id, NewToken token)
    {
        foreach (var experimentId in token.Experiments.Distinct())
        {
            SqlGrantStore.MustBeThere(connection, experimentId);
            connection.Execute("INSERT INTO token_experiments (token_id, experiment_id) VALUES (@id, @experimentId)", new { id, experimentId });
        }

        foreach (var model in token.Models.Distinct())
        {
            connection.Execute("INSERT INTO token_models (token_id, model_id) VALUES (@id, @modelId)", new { id, modelId = SqlGrantStore.MustBeThere(connection, model) });
        }
    }

    static string Description(NewToken token, DateTimeOffset expires)
    {
        var scope = token.Experiments.Select(id => $"experiment:{id}").Concat(token.Models.Select(name => $"model:{name}")).ToArray();
        return string.Create(CultureInfo.InvariantCulture, $"role {RoleNames.Text(token.Role)}, until {expires.UtcDateTime:yyyy-MM-dd HH:mm}Z, for {(scope.Length == 0 ? "everything" : string.Join(", ", scope))}");
    }

    static TokenRecord Get(DbConnection connection, string name) =>
        Find(connection, name) ?? throw new TrackingException(TrackingErrorCode.ResourceDoesNotExist, $"There is no token '{name}'. 'cambium tokens list' shows those that are there.");

    static TokenRecord? Find(DbConnection connection, string name) =>
        connection.QuerySingleOrDefault<TokenRecord>($"SELECT {Columns} FROM tokens WHERE name_key = @key", new { key = PersonNames.Key(name) });

    bool Note(DbConnection connection, string by, string action, string name, string details)
    {
        PeopleVersion.Raise(connection);
        audit.Append(connection, new AuditDraft(by, action, $"token:{name}", AuditDraft.Done, details));
        return true;
    }
}

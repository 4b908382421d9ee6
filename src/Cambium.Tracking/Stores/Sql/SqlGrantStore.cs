using System.Data.Common;
using System.Globalization;
using Dapper;

namespace Cambium.Tracking;

/// <summary>Keeps the roles that users have on single experiments and registered models. Each change is one transaction together with its entry in the audit log.</summary>
sealed class SqlGrantStore(ISqlDatabase database, AuditLog audit)
{
    const string Experiments =
        """
        SELECT users.id AS UserId, users.name AS "User", experiments.id AS SubjectId, experiments.name AS Subject, 0 AS IsModel, grants.role AS Role
        FROM experiment_grants AS grants JOIN users ON users.id = grants.user_id JOIN experiments ON experiments.id = grants.experiment_id
        """;

    const string Models =
        """
        SELECT users.id AS UserId, users.name AS "User", models.id AS SubjectId, models.name AS Subject, 1 AS IsModel, grants.role AS Role
        FROM model_grants AS grants JOIN users ON users.id = grants.user_id JOIN registered_models AS models ON models.id = grants.model_id
        """;

    /// <summary>All grants, experiments first.</summary>
    internal IReadOnlyList<GrantRecord> All() => database.Read(connection => connection.Query<GrantRecord>($"{Experiments} ORDER BY experiments.id, users.name")
        .Concat(connection.Query<GrantRecord>($"{Models} ORDER BY models.name, users.name"))
        .ToList());

    /// <summary>A user's grants, experiments first.</summary>
    /// <exception cref="TrackingException">There is no such user.</exception>
    internal IReadOnlyList<GrantRecord> Of(string user) => database.Read(connection =>
    {
        var id = SqlUserStore.Get(connection, user).Id;
        return connection.Query<GrantRecord>($"{Experiments} WHERE user_id = @id ORDER BY experiments.id", new { id })
            .Concat(connection.Query<GrantRecord>($"{Models} WHERE user_id = @id ORDER BY models.name", new { id }))
            .ToList();
    });

    /// <summary>A user's role on an experiment, where a grant speaks of it.</summary>
    /// <exception cref="TrackingException">There is no such user.</exception>
    internal Role? OnExperiment(string user, long experimentId) => database.Read(connection =>
        (Role?)connection.ExecuteScalar<int?>(
            "SELECT role FROM experiment_grants WHERE user_id = @id AND experiment_id = @experimentId",
            new { id = SqlUserStore.Get(connection, user).Id, experimentId }));

    /// <summary>A user's role on a registered model, where a grant speaks of it.</summary>
    /// <exception cref="TrackingException">There is no such user.</exception>
    internal Role? OnModel(string user, string model) => database.Read(connection =>
        (Role?)connection.ExecuteScalar<int?>(
            "SELECT role FROM model_grants WHERE user_id = @id AND model_id = (SELECT id FROM registered_models WHERE name = @model)",
            new { id = SqlUserStore.Get(connection, user).Id, model }));

    /// <summary>Gives a user a role on an experiment, in place of one that is there; null takes it away.</summary>
    /// <exception cref="TrackingException">There is no such user or experiment, or the role is <see cref="Role.Admin"/>.</exception>
    internal void SetOnExperiment(string by, string user, long experimentId, Role? role) => database.Write(connection =>
    {
        var found = SqlUserStore.Get(connection, user);
        MustBeThere(connection, experimentId);
        var values = new { id = found.Id, subject = experimentId, role = NotAdmin(role) };
        connection.Execute(
            role is null
                ? "DELETE FROM experiment_grants WHERE user_id = @id AND experiment_id = @subject"
                : "INSERT INTO experiment_grants (user_id, experiment_id, role) VALUES (@id, @subject, @role) ON CONFLICT (user_id, experiment_id) DO UPDATE SET role = excluded.role",
            values);
        return Note(connection, by, found.Name, $"experiment:{experimentId}", role);
    });

    /// <summary>Gives a user a role on a registered model, in place of one that is there; null takes it away.</summary>
    /// <exception cref="TrackingException">There is no such user or model, or the role is <see cref="Role.Admin"/>.</exception>
    internal void SetOnModel(string by, string user, string model, Role? role) => database.Write(connection =>
    {
        var found = SqlUserStore.Get(connection, user);
        var values = new { id = found.Id, subject = MustBeThere(connection, model), role = NotAdmin(role) };
        connection.Execute(
            role is null
                ? "DELETE FROM model_grants WHERE user_id = @id AND model_id = @subject"
                : "INSERT INTO model_grants (user_id, model_id, role) VALUES (@id, @subject, @role) ON CONFLICT (user_id, model_id) DO UPDATE SET role = excluded.role",
            values);
        return Note(connection, by, found.Name, $"model:{model}", role);
    });

    /// <summary>The number of a registered model, or null.</summary>
    internal long? ModelId(string name) => database.Read(connection => ModelId(connection, name));

    /// <summary>The names of registered models by their numbers.</summary>
    internal IReadOnlySet<string> ModelNames(IEnumerable<long> ids)
    {
        var wanted = ids.ToHashSet();
        return wanted.Count == 0
            ? new HashSet<string>()
            : database.Read(connection => connection.Query<(long Id, string Name)>("SELECT id, name FROM registered_models").Where(model => wanted.Contains(model.Id)).Select(model => model.Name).ToHashSet());
    }

    /// <summary>The versions of registered models whose files lie at, below or above a path of the store's own artifacts.</summary>
    /// <remarks>
    /// A version of all that an experiment or the store has is left out: no model is saved there, and one such version would close it for everybody. Read are
    /// only the versions of the path's first folder, by an index, and those whose URI names a host.
    /// </remarks>
    internal IReadOnlyList<RegisteredFolder> RegisteredAround(string path)
    {
        const string Scheme = "mlflow-artifacts:";
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        var first = slash < 0 ? path : path[..slash];

        // What begins with "X/" is from "X/" up to "X0", for '0' follows '/'.
        var folders = database.Read(connection => connection.Query<(long Model, string Name, int Version, string Uri, long Approvals)>(
            """
            SELECT v.model_id, m.name, v.version, v.download_uri,
                (SELECT COUNT(*) FROM alias_policies AS policies WHERE policies.model_id = v.model_id AND policies.approvals > 0)
            FROM model_versions AS v JOIN registered_models AS m ON m.id = v.model_id
            WHERE (substr(v.download_uri, 1, 500) >= @rooted || '/' AND substr(v.download_uri, 1, 500) < @rooted || '0')
                OR (substr(v.download_uri, 1, 500) >= @bare || '/' AND substr(v.download_uri, 1, 500) < @bare || '0')
                OR (substr(v.download_uri, 1, 500) >= @host || '/' AND substr(v.download_uri, 1, 500) < @host || '0')
            ORDER BY m.name, v.version
            """,
            new { rooted = first.Length == 0 ? Scheme : $"{Scheme}/{first}", bare = Scheme + first, host = Scheme + "/" }).AsList());
        return [.. folders.Where(folder => Touches(folder.Uri, path)).Select(folder => new RegisteredFolder(folder.Model, folder.Name, folder.Version, folder.Approvals > 0))];
    }

    /// <summary>
    /// The experiments whose files lie at, below or above a path of the store's own artifacts, by their locations. The folder that bears an experiment's number
    /// is that experiment's alone, where that is its location, whatever others claim.
    /// </summary>
    internal IReadOnlyList<long> ExperimentsAround(string path)
    {
        var first = path.Split('/')[0];
        var rows = database.Read(connection => connection.Query<(long Id, string Uri)>(
            "SELECT id, artifact_location FROM experiments WHERE substr(artifact_location, 1, 17) = 'mlflow-artifacts:' ORDER BY id").AsList());
        var places = rows.ConvertAll(row => (row.Id, Path: FolderOf(row.Uri)));
        return places.Find(place => place.Path == first && place.Id.ToString(CultureInfo.InvariantCulture) == first) is { Path.Length: > 0 } own
            ? [own.Id]
            : [.. places.Where(place => place.Path.Length > 0 && IsAround(place.Path, path)).Select(place => place.Id)];
    }

    static bool Touches(string uri, string path)
    {
        var folder = FolderOf(uri);
        return folder.Contains('/', StringComparison.Ordinal) && (path.Length == 0 || IsAround(folder, path));
    }

    static string FolderOf(string uri) => string.Join('/', (ArtifactUri.PathOf(uri) ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Whether one of two paths lies in the other.</summary>
    static bool IsAround(string folder, string path)
    {
        // Some file systems take names that differ in case for the same.
        var comparison = OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        return (folder + "/").StartsWith(path + "/", comparison) || (path + "/").StartsWith(folder + "/", comparison);
    }

    internal static void MustBeThere(DbConnection connection, long experimentId)
    {
        if (connection.ExecuteScalar<long>("SELECT COUNT(*) FROM experiments WHERE id = @experimentId", new { experimentId }) == 0)
        {
            throw new TrackingException(TrackingErrorCode.ResourceDoesNotExist, $"No Experiment with id={experimentId} exists");
        }
    }

    internal static long MustBeThere(DbConnection connection, string model) =>
        ModelId(connection, model) ?? throw new TrackingException(TrackingErrorCode.ResourceDoesNotExist, $"Registered Model with name={model} not found");

    static long? ModelId(DbConnection connection, string name) =>
        connection.ExecuteScalar<long?>("SELECT id FROM registered_models WHERE name = @name", new { name });

    static int? NotAdmin(Role? role) => role != Role.Admin
        ? (int?)role
        : throw new TrackingException("The role admin holds for the whole store and cannot be granted on one experiment or model. Grant manager, or make the user an administrator.");

    bool Note(DbConnection connection, string by, string user, string subject, Role? role)
    {
        PeopleVersion.Raise(connection);
        audit.Append(connection, new AuditDraft(by, role is null ? "grant.remove" : "grant.set", subject, AuditDraft.Done, role is { } given ? $"{user} is {RoleNames.Text(given)}" : user));
        return true;
    }
}

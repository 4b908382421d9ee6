using System.Data.Common;
using Dapper;

namespace Cambium.Tracking;

/// <summary>Finds what can be removed from a store for good. It changes nothing.</summary>
/// <param name="database">The store's database.</param>
/// <param name="artifacts">The store's files.</param>
/// <param name="time">The clock.</param>
sealed class GarbageSearch(ISqlDatabase database, IArtifactStore artifacts, TimeProvider time)
{
    /// <summary>An upload that was not written to for so long is dead: the server gives up a silent client after seconds.</summary>
    internal static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    /// <summary>Keeps the text of a statement short.</summary>
    const int IdsAtOnce = 500;

    /// <summary>Looks at the store.</summary>
    /// <exception cref="TrackingException">A run that is named is not there, or not marked deleted.</exception>
    internal Garbage Find(GarbageScope scope)
    {
        var now = time.GetUtcNow();
        var deletedBefore = (now - scope.OlderThan).ToUnixTimeMilliseconds();
        var (found, roots) = database.Read(connection => (FindRows(connection, scope, deletedBefore, now), ArtifactRoots.Load(connection)));
        var files = new List<string>();
        return found with
        {
            Runs = WithFiles(found.Runs, files),
            Models = WithFiles(found.Models, files),
            Orphans = scope.IsAll ? [.. roots.Orphans(artifacts).Select(path => GarbageFiles.Of(artifacts, path))] : [],
            Unfinished = scope.IsAll && artifacts is IUnfinishedFiles unfinished ? unfinished.ListUnfinished(LongestPause) : [],
            Warnings = [.. found.Warnings, .. files],
        };
    }

    Garbage FindRows(DbConnection connection, GarbageScope scope, long deletedBefore, DateTimeOffset now)
    {
        RefuseUnknown(connection, scope.RunIds);
        var pins = RegisteredPins.Load(connection);
        var kept = new List<GarbageKept>();
        var ids = scope.RunIds.ToHashSet(StringComparer.Ordinal);
        var runs = Candidates(
            connection,
            """
            SELECT r.id AS Id, r.name AS Name, r.experiment_id AS ExperimentId, r.deleted AS Since, r.artifact_uri AS Uri
            FROM runs AS r WHERE r.deleted IS NOT NULL AND r.deleted <= @deletedBefore AND r.experiment_id = COALESCE(@experiment, r.experiment_id)
            ORDER BY r.deleted, r.id
            """,
            scope,
            deletedBefore).FindAll(run => ids.Count == 0 || ids.Contains(run.Id));
        var models = ids.Count > 0 ? [] : Candidates(
            connection,
            """
            SELECT m.id AS Id, m.name AS Name, m.experiment_id AS ExperimentId, COALESCE(m.deleted, e.deleted) AS Since, m.artifact_uri AS Uri
            FROM logged_models AS m JOIN experiments AS e ON e.id = m.experiment_id
            WHERE COALESCE(m.deleted, e.deleted) <= @deletedBefore AND m.experiment_id = COALESCE(@experiment, m.experiment_id)
            ORDER BY 4, m.id
            """,
            scope,
            deletedBefore);
        var rules = scope.IsAll ? RetentionRules.Load(connection, now) : ([], []);
        var expired = RetentionRules.Apply(connection, rules.Rules, pins);
        var freeRuns = Unpinned("run", runs, pins, kept);
        var freeModels = Unpinned("model", models, pins, kept);
        kept.AddRange(expired.Kept);
        return new Garbage
        {
            Expired = expired.Expired,
            Runs = freeRuns,
            Models = freeModels,
            Experiments = ids.Count > 0 ? [] : Experiments(connection, scope, deletedBefore, [.. freeRuns, .. freeModels], kept),
            Kept = kept,
            Warnings = rules.Warnings,
            Records = Count(connection, "runs", "run", freeRuns, "latest_metrics", "parameters", "tags", "dataset_inputs")
                .Plus(Count(connection, "logged_models", "model", freeModels, "logged_model_metrics", "logged_model_parameters", "logged_model_tags", null)),
        };
    }

    static List<GarbageRow> Candidates(DbConnection connection, string query, GarbageScope scope, long deletedBefore) =>
        connection.Query<GarbageRow>(query, new { deletedBefore, experiment = scope.ExperimentId }).AsList();

    static List<GarbageItem> Unpinned(string kind, List<GarbageRow> rows, RegisteredPins pins, List<GarbageKept> kept)
    {
        var free = new List<GarbageItem>();
        foreach (var row in rows)
        {
            if (pins.Of(row.Id) is { } version)
            {
                kept.Add(new GarbageKept(kind, row.Id, $"{version} points at it"));
            }
            else
            {
                var folder = ArtifactRoots.FolderOf(row.Uri, row.Id);
                free.Add(new GarbageItem(row.Id, row.Name, row.ExperimentId, row.Since, new GarbageFiles(folder ?? row.Uri, folder is null ? -1 : 0, 0)));
            }
        }

        return free;
    }

    /// <summary>Experiments that will be empty. The one that clients without an experiment log to stays, whatever it is marked.</summary>
    static List<GarbageItem> Experiments(DbConnection connection, GarbageScope scope, long deletedBefore, List<GarbageItem> leaving, List<GarbageKept> kept)
    {
        var left = leaving.CountBy(item => item.ExperimentId).ToDictionary();
        var free = new List<GarbageItem>();
        var rows = connection.Query<(long Id, string Name, long Since, string Uri, long Holds)>(
            """
            SELECT e.id, e.name, e.deleted, e.artifact_location,
                (SELECT COUNT(*) FROM runs WHERE experiment_id = e.id) + (SELECT COUNT(*) FROM logged_models WHERE experiment_id = e.id)
            FROM experiments AS e WHERE e.id <> 0 AND e.deleted IS NOT NULL AND e.deleted <= @deletedBefore AND e.id = COALESCE(@experiment, e.id) ORDER BY e.id
            """,
            new { deletedBefore, experiment = scope.ExperimentId });
        foreach (var (id, name, since, uri, holds) in rows)
        {
            if (holds > left.GetValueOrDefault(id))
            {
                kept.Add(new GarbageKept("experiment", $"{id}", "it holds runs or models that stay"));
            }
            else
            {
                free.Add(new GarbageItem($"{id}", name, id, since, ArtifactRoots.PathOf(uri) is { } path ? new GarbageFiles(path, 0, 0) : null));
            }
        }

        return free;
    }

    List<GarbageItem> WithFiles(IReadOnlyList<GarbageItem> items, List<string> warnings)
    {
        var measured = new List<GarbageItem>(items.Count);
        foreach (var item in items)
        {
            if (item.Files is { Count: < 0 } elsewhere)
            {
                warnings.Add($"The files of '{item.Name}' ({item.Id}) lie at {elsewhere.Path}, outside this store; they are left there.");
                measured.Add(item with { Files = null });
            }
            else
            {
                measured.Add(item with { Files = GarbageFiles.Of(artifacts, item.Files!.Path) }); // Unpinned gives each a place
            }
        }

        return measured;
    }

    GarbageRecords Count(DbConnection connection, string owners, string column, List<GarbageItem> items, string metrics, string parameters, string tags, string? inputs)
    {
        var sum = default(GarbageRecords);
        foreach (var ids in items.Select(item => item.Id).Chunk(IdsAtOnce))
        {
            long Of(string? table) => table is null ? 0 : connection.ExecuteScalar<long>(
                $"SELECT COUNT(*) FROM {table} AS t JOIN {owners} AS o ON o.row = t.{column} WHERE {database.Dialect.In("o.id", "@ids")}", new { ids });
            sum = sum.Plus(new GarbageRecords(Of(metrics), Of(parameters), Of(tags), Of(inputs)));
        }

        return sum;
    }

    static void RefuseUnknown(DbConnection connection, IReadOnlyList<string> runIds)
    {
        foreach (var id in runIds)
        {
            var found = connection.Query<(string Id, long? Deleted)>("SELECT id, deleted FROM runs WHERE id = @id", new { id }).AsList();
            if (found.Count == 0)
            {
                throw new TrackingException(TrackingErrorCode.ResourceDoesNotExist, $"There is no run '{id}'. Give the whole id of a run that is marked deleted.");
            }

            if (found[0].Deleted is null)
            {
                throw new TrackingException(TrackingErrorCode.InvalidState, $"Run {id} is not marked deleted, and only such runs are removed. Delete it first.");
            }
        }
    }
}

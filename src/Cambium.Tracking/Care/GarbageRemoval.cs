using Dapper;

namespace Cambium.Tracking;

/// <summary>
/// Removes for good what a <see cref="GarbageSearch"/> found. All rows go before any file: each run, model and experiment in a transaction that looks again
/// whether it is still marked deleted and no version points at it. Killed in between, it leaves files without rows, which the next search finds as
/// abandoned: never a run that can be restored and lacks half its files.
/// </summary>
/// <param name="database">The store's database.</param>
/// <param name="artifacts">The store's files.</param>
/// <param name="time">The clock.</param>
sealed class GarbageRemoval(ISqlDatabase database, IArtifactStore artifacts, TimeProvider time)
{
    const string RunInSql = $"DELETE FROM runs WHERE id = @id AND deleted IS NOT NULL AND {RegisteredPins.NoneInSql}";

    const string ModelInSql =
        $"""
        DELETE FROM logged_models WHERE id = @id AND {RegisteredPins.NoneInSql}
            AND (deleted IS NOT NULL OR EXISTS (SELECT 1 FROM experiments AS e WHERE e.id = experiment_id AND e.deleted IS NOT NULL))
        """;

    const string ExperimentInSql =
        """
        DELETE FROM experiments WHERE id = @experiment AND deleted IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM runs WHERE experiment_id = @experiment) AND NOT EXISTS (SELECT 1 FROM logged_models WHERE experiment_id = @experiment)
        """;

    /// <summary>Removes it.</summary>
    /// <param name="garbage">What was found.</param>
    /// <param name="cancellationToken">Stops between two of them.</param>
    /// <param name="progress">Is told the share that is done.</param>
    internal GarbageRemoved Remove(Garbage garbage, CancellationToken cancellationToken, Action<double>? progress = null)
    {
        var folders = new List<GarbageFiles>();
        var steps = garbage.Runs.Count + garbage.Models.Count + garbage.Experiments.Count;
        var step = 0;

        int Rows(IReadOnlyList<GarbageItem> items, string statement)
        {
            var removed = 0;
            foreach (var item in items)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (database.Write(connection => connection.Execute(statement, new { id = item.Id, experiment = item.ExperimentId })) == 1)
                {
                    removed++;
                    folders.AddRange(item.Files is { } files ? [files] : []);
                }

                progress?.Invoke(++step / (2.0 * steps));
            }

            return removed;
        }

        var done = new GarbageRemoved
        {
            Runs = Rows(garbage.Runs, RunInSql),
            Models = Rows(garbage.Models, ModelInSql),
            Experiments = Rows(garbage.Experiments, ExperimentInSql),
        };
        done = RemoveFiles([.. folders, .. garbage.Orphans], done, cancellationToken, progress);
        foreach (var file in garbage.Unfinished)
        {
            ((IUnfinishedFiles)artifacts).DeleteUnfinished(file); // only such a store lists any
        }

        return done with { Unfinished = garbage.Unfinished.Count, Expired = MarkExpired(garbage.Expired), Spared = steps - done.Runs - done.Models - done.Experiments };
    }

    /// <summary>Removes folders, but none that something in the database lies in by now.</summary>
    GarbageRemoved RemoveFiles(List<GarbageFiles> folders, GarbageRemoved done, CancellationToken cancellationToken, Action<double>? progress)
    {
        var roots = database.Read(ArtifactRoots.Load);
        for (var i = 0; i < folders.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (path, count, bytes) = folders[i];
            if (roots.IsFree(path) && database.Read(connection => connection.ExecuteScalar<int>(
                $"SELECT CASE WHEN {RegisteredPins.NoneInSql} THEN 1 ELSE 0 END", new { id = path })) == 1)
            {
                artifacts.Delete(path);
                done = done with { Files = done.Files + count, Bytes = done.Bytes + bytes };
            }

            progress?.Invoke(0.5 + ((i + 1) / (2.0 * folders.Count)));
        }

        return done;
    }

    int MarkExpired(IReadOnlyList<GarbageItem> expired)
    {
        var now = time.GetUtcNow();
        return expired.Count == 0 ? 0 : database.Write(connection =>
        {
            var rules = RetentionRules.Load(connection, now).Rules.ToDictionary(rule => rule.Experiment, rule => rule.EndedBefore);
            return expired.Where(run => rules.ContainsKey(run.ExperimentId)).Sum(run => connection.Execute(
                RetentionRules.MarkInSql, new { id = run.Id, now = now.ToUnixTimeMilliseconds(), endedBefore = rules[run.ExperimentId] }));
        });
    }
}

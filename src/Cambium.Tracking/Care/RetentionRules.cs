using System.Data.Common;
using Dapper;

namespace Cambium.Tracking;

/// <summary>
/// How long an experiment keeps its runs: its tag "cambium.retention", such as "90d". Runs that ended longer ago are marked deleted, but never one that a
/// registered version points at, that has the tag "cambium.keep", or that has not ended. One that was taken up again still has the time of its first end.
/// </summary>
static class RetentionRules
{
    /// <summary>The tag of an experiment that says how long.</summary>
    internal const string Tag = "cambium.retention";

    /// <summary>The tag of a run that is kept whatever the rule; its value does not matter.</summary>
    internal const string KeepTag = "cambium.keep";

    const string IsOverInSql = "status NOT IN ('RUNNING', 'SCHEDULED') AND ended IS NOT NULL AND ended <= @endedBefore";

    /// <summary>A run ended too long ago: rule and age are looked at again when it is marked, so that a change meanwhile holds.</summary>
    internal const string MarkInSql =
        $"""
        UPDATE runs SET deleted = @now WHERE id = @id AND deleted IS NULL AND {IsOverInSql}
            AND NOT EXISTS (SELECT 1 FROM tags WHERE tags.run = runs.row AND tags.key = '{KeepTag}')
            AND {RegisteredPins.NoneInSql}
        """;

    /// <summary>The rules: experiment, its name, the moment before which a run must have ended; and tags that are none.</summary>
    internal static (IReadOnlyList<(long Experiment, string Name, long EndedBefore)> Rules, IReadOnlyList<string> Warnings) Load(DbConnection connection, DateTimeOffset now)
    {
        var rules = new List<(long, string, long)>();
        var warnings = new List<string>();
        var tags = connection.Query<(long Id, string Name, string Value)>(
            "SELECT e.id, e.name, t.value FROM experiment_tags AS t JOIN experiments AS e ON e.id = t.experiment_id WHERE t.key = @Tag AND e.deleted IS NULL ORDER BY e.id",
            new { Tag });
        foreach (var (id, name, value) in tags)
        {
            if (Age.Parse(value) is { } age && age > TimeSpan.Zero)
            {
                rules.Add((id, name, (now - age).ToUnixTimeMilliseconds()));
            }
            else
            {
                warnings.Add($"Experiment '{name}' has the tag {Tag} = '{value}', which is no span such as 90d, 12h or 2w; its runs are kept.");
            }
        }

        return (rules, warnings);
    }

    /// <summary>The runs that a rule calls too old, and those that stay all the same.</summary>
    internal static (IReadOnlyList<GarbageItem> Expired, IReadOnlyList<GarbageKept> Kept) Apply(
        DbConnection connection,
        IReadOnlyList<(long Experiment, string Name, long EndedBefore)> rules,
        RegisteredPins pins)
    {
        var expired = new List<GarbageItem>();
        var kept = new List<GarbageKept>();
        foreach (var (experiment, _, endedBefore) in rules)
        {
            var runs = connection.Query<(string Id, string Name, long Ended)>(
                $"""
                SELECT r.id, r.name, r.ended FROM runs AS r WHERE r.experiment_id = @experiment AND r.deleted IS NULL AND {IsOverInSql}
                    AND NOT EXISTS (SELECT 1 FROM tags AS t WHERE t.run = r.row AND t.key = '{KeepTag}') ORDER BY r.ended, r.id
                """,
                new { experiment, endedBefore });
            foreach (var (id, name, ended) in runs)
            {
                if (pins.Of(id) is { } version)
                {
                    kept.Add(new GarbageKept("run", id, $"{version} points at it"));
                }
                else
                {
                    expired.Add(new GarbageItem(id, name, experiment, ended, null));
                }
            }
        }

        return (expired, kept);
    }
}

using System.Globalization;

namespace Cambium.Tracking;

/// <summary>A check of a policy, ready to be held against what is known of a version.</summary>
/// <param name="Text">The check as people wrote it.</param>
/// <param name="Clauses">Its conditions.</param>
sealed record GateCheck(string Text, IReadOnlyList<FilterClause> Clauses)
{
    static readonly SearchSchema Schema = new()
    {
        Entities =
        [
            ("metric", SearchEntity.Metric),
            ("metrics", SearchEntity.Metric),
            ("parameter", SearchEntity.Parameter),
            ("parameters", SearchEntity.Parameter),
            ("param", SearchEntity.Parameter),
            ("params", SearchEntity.Parameter),
            ("tag", SearchEntity.Tag),
            ("tags", SearchEntity.Tag),
        ],
        Attributes = [],
    };

    /// <summary>Reads a check.</summary>
    /// <exception cref="TrackingException">It is empty, or no filter on metrics, parameters and tags.</exception>
    internal static GateCheck Parse(string text) => FilterParser.Parse(text, Schema) is { Count: > 0 } clauses
        ? new GateCheck(text, clauses)
        : throw new TrackingException("A check of a gate is empty. Give a filter such as 'metrics.roc_auc >= 0.8'.");

    /// <summary>What a failure of a check begins with; what was found follows in brackets.</summary>
    internal static string RefusalOf(string text) => $"check \"{text}\" does not hold";

    /// <summary>What does not hold, for people; null where all of it holds.</summary>
    internal string? Failure(GateFacts facts)
    {
        foreach (var clause in Clauses)
        {
            var name = clause.Key.Name;
            var (found, holds) = clause.Key.Entity == SearchEntity.Metric
                ? facts.Metrics.TryGetValue(name, out var value) ? (value.ToString("R", CultureInfo.InvariantCulture), Holds(value, clause)) : (null, false)
                : (clause.Key.Entity == SearchEntity.Parameter ? facts.Parameters : facts.Tags).TryGetValue(name, out var text) ? ($"'{text}'", Holds(text, clause)) : (null, false);
            if (!holds)
            {
                return $"{RefusalOf(Text)} ({(found is null ? $"there is no {name}" : $"{name} is {found}")})";
            }
        }

        return null;
    }

    /// <summary>NaN passes nothing, not even !=: whoever asks for a number wants one.</summary>
    static bool Holds(double value, FilterClause clause)
    {
        var bound = Convert.ToDouble(clause.Value, CultureInfo.InvariantCulture);
        return !double.IsNaN(value) && clause.Comparator switch
        {
            "=" => value.CompareTo(bound) == 0,
            "!=" => value.CompareTo(bound) != 0,
            "<" => value < bound,
            "<=" => value <= bound,
            ">" => value > bound,
            ">=" => value >= bound,
            _ => false,
        };
    }

    static bool Holds(string text, FilterClause clause) => clause is { Value: string pattern } && clause.Comparator switch
    {
        "=" => text == pattern,
        "!=" => text != pattern,
        "LIKE" => LikePattern.Matches(text, pattern, ignoresCase: false),
        "ILIKE" => LikePattern.Matches(text, pattern, ignoresCase: true),
        _ => false,
    };
}

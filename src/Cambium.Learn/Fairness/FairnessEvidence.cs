using System.Text.Json;
using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>What is kept of how a model treats groups: the comparison, for a classifier with the counts of every threshold, and where one was made the trade-off of fairness.</summary>
/// <remarks>Of bounded size: at most <see cref="MostGroups"/> groups whose names have at most 200 characters, and counts at about a hundred thresholds; under 1 MiB as JSON.</remarks>
public sealed record FairnessEvidence
{
    /// <summary>More groups are not kept: 50.</summary>
    public const int MostGroups = 50;

    /// <summary>Longer names of groups are texts, not groups.</summary>
    internal const int LongestName = 200;

    /// <summary>Characters of JSON; the largest evidence there can be has about half.</summary>
    internal const int MostCharacters = 1 << 20;

    const int MostPoints = 100;

    /// <summary>How a classifier's decisions differ between groups; null for a regressor.</summary>
    public GroupComparison? Groups { get; init; }

    /// <summary>How a regressor's answers differ between groups; null for a classifier.</summary>
    public GroupErrorComparison? Errors { get; init; }

    /// <summary>The classifier's groups at every threshold; null for a regressor.</summary>
    public ThresholdSweep? Thresholds { get; init; }

    /// <summary>What making it fairer costs; null where that was not tried.</summary>
    public TradeOffCurve? TradeOff { get; init; }

    /// <summary>Groups of fewer rows are uncertain and were left out of differences. Default 30. Range [1, ∞).</summary>
    public int SmallGroup { get; init => field = Check.InRange(value, 1, int.MaxValue); } = 30;

    /// <summary>What the groups go by: the column, or several joined by ×.</summary>
    internal string By => Groups?.By ?? Errors?.By ?? "";

    /// <summary>Judges a model.</summary>
    /// <param name="model">A classifier or a regressor.</param>
    /// <param name="test">Rows that the model was not fitted on, with the target and the columns of the groups.</param>
    /// <param name="options">The columns of the groups, and of a classifier the class that counts as the decision.</param>
    /// <exception cref="ArgumentException">The model has no target, a column is not there, or the class to count is not known or not named.</exception>
    /// <exception cref="TableException">The rows do not fit the model, or the columns make no groups, one, too many or too long-named ones, or are mostly missing.</exception>
    public static FairnessEvidence Of(Model model, Table test, FairnessOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(test);
        ArgumentNullException.ThrowIfNull(options);
        switch (model)
        {
            case ClassifierModel classifier:
                ThrowIfUnbounded(GroupKeys.Of(test, options), options);
                var (groups, thresholds) = classifier.SweepGroups(test, options);
                return new FairnessEvidence { Groups = groups, Thresholds = thresholds, SmallGroup = options.SmallGroup };
            case RegressorModel regressor:
                ThrowIfUnbounded(GroupKeys.Of(test, options), options);
                return new FairnessEvidence { Errors = regressor.CompareGroups(test, options), SmallGroup = options.SmallGroup };
            default:
                throw new ArgumentException("Groups are compared by answers and truth, but this model has no target. Give a classifier or a regressor.", nameof(model));
        }
    }

    /// <summary>The evidence as JSON; <see cref="FromJson"/> reads it back equal.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ModelJson.Options);

    /// <summary>Reads evidence that <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">The text is no such evidence, its parts do not belong together, or it is larger than there can be.</exception>
    public static FairnessEvidence FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (json.Length > MostCharacters)
        {
            throw new JsonException($"The evidence has {json.Length} characters, expected at most {MostCharacters}.");
        }

        var evidence = CurveJson.Read<FairnessEvidence>(json, "evidence of fairness");
        return evidence.Problem() is { } problem ? throw new JsonException($"The evidence of fairness cannot be: {problem}.") : evidence;
    }

    static void ThrowIfUnbounded(GroupKeys keys, FairnessOptions options)
    {
        if (keys.Names.Count > MostGroups)
        {
            throw new TableException(
                $"'{keys.By}' makes {keys.Names.Count} groups, and at most {MostGroups} are kept to be shown. Name a column of fewer values, or join values first.") { Column = options.Columns[0] };
        }

        if (keys.Names.FirstOrDefault(name => name.Length > LongestName) is { } longest)
        {
            throw new TableException(
                $"'{keys.By}' makes a group whose name has {longest.Length} characters, '{longest[..20]}...', and groups of at most {LongestName} are kept to be shown. Name a column of short values.")
            { Column = options.Columns[0] };
        }
    }

    /// <summary>What cannot be so; null where all can.</summary>
    string? Problem()
    {
        if (Groups is null == Errors is null)
        {
            return "it must hold either groups or errors";
        }

        var names = (Groups?.Groups.Select(group => group.Group) ?? Errors!.Groups.Select(group => group.Group)).ToArray(); // one of them is there
        if (names.Length is 0 or > MostGroups || names.Distinct().Count() < names.Length)
        {
            return $"it must hold 1 to {MostGroups} groups, each once";
        }

        if (Thresholds is { } sweep && (sweep.Problem() ?? (sweep.Groups.Select(group => group.Group).SequenceEqual(names) ? null : "the groups of its thresholds must be those that are compared")) is { } problem)
        {
            return problem;
        }

        return TradeOff is { } curve && (curve.Points.Count is 0 or > MostPoints || curve.Chosen < 0 || curve.Chosen >= curve.Points.Count)
            ? $"a trade-off must have 1 to {MostPoints} points, and choose one of them"
            : null;
    }
}

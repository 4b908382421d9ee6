using System.Text.Json;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>How groups would be treated if rows were called positive from another probability on: truth and decisions of each group, counted at a fixed set of thresholds.</summary>
/// <param name="By">The column of the groups, or several joined by ×.</param>
/// <param name="Positive">The class that counts as the decision.</param>
/// <param name="Own">
/// The model's own threshold of that class's probability, at which the counts are of the model's own calls; null where the model does not call all rows by one threshold.
/// </param>
/// <param name="Thresholds">0, 0.01 to 1, and the model's own; rising.</param>
/// <param name="Groups">One a group, in the order of the comparison.</param>
/// <remarks>The size depends on the number of groups alone, not on that of rows.</remarks>
public sealed record ThresholdSweep(string By, string Positive, double? Own, EquatableArray<double> Thresholds, EquatableArray<GroupSweep> Groups)
{
    /// <summary>The thresholds besides the model's own are this far apart: 1 / 100.</summary>
    internal const int Steps = 100;

    /// <summary>A threshold that differs by less is the same but for rounding.</summary>
    const double Rounding = 1e-9;

    /// <summary>The groups as one threshold for all would treat them: rates, their intervals, and how far groups are apart. Findings and figures that are resampled are left out.</summary>
    /// <param name="threshold">Goes to the nearest of <see cref="Thresholds"/>. Range [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is no probability.</exception>
    public GroupComparison At(double threshold)
    {
        if (!(threshold is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "A threshold is a probability, from 0 to 1.");
        }

        var place = Enumerable.Range(0, Thresholds.Count).MinBy(place => Math.Abs(Thresholds[place] - threshold));
        var counts = Groups.Select(group => group.At(place)).ToArray();
        var names = Groups.Select(group => group.Group).ToEquatableArray();
        var figures = GroupDifferences.Of(names, counts, [.. Enumerable.Range(0, Groups.Count).Where(group => Groups[group].IsCompared)]).ToEquatableArray();
        double Of(string name) => figures.First(figure => figure.Name == name).Value;
        return new GroupComparison(
            By,
            Positive,
            counts.Select((own, group) => RatesOf(names[group], own)).ToEquatableArray(),
            Of("demographic_parity_difference"),
            Of("demographic_parity_ratio"),
            Of("equal_opportunity_difference"),
            Of("false_positive_rate_difference"))
        { Figures = figures };
    }

    /// <summary>The sweep as JSON; <see cref="FromJson"/> reads it back equal.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ModelJson.Options);

    /// <summary>Reads a sweep that <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">The text is no sweep of thresholds, or its counts cannot be.</exception>
    public static ThresholdSweep FromJson(string json)
    {
        var sweep = CurveJson.Read<ThresholdSweep>(json, "a sweep of thresholds");
        return sweep.Problem() is { } problem ? throw new JsonException($"The sweep of thresholds cannot be: {problem}.") : sweep;
    }

    /// <summary>What cannot be so; null where all can.</summary>
    internal string? Problem()
    {
        if (Thresholds.Count is 0 or > Steps + 2 || Thresholds.Any(threshold => !(threshold is >= 0 and <= 1)) || Thresholds.Zip(Thresholds.Skip(1)).Any(pair => pair.First >= pair.Second))
        {
            return $"thresholds must be 1 to {Steps + 2} rising numbers from 0 to 1";
        }

        return Own is { } own && Thresholds.IndexOf(own) < 0
            ? "the model's own threshold must be one of the thresholds"
            : Groups.Select(group => group.Problem(Thresholds.Count)).FirstOrDefault(problem => problem is not null)
                ?? (Groups.Any(group => group.Positives + (long)group.Negatives == 0) ? "every group must have rows" : null);
    }

    /// <summary>Counts rows.</summary>
    /// <param name="keys">The groups.</param>
    /// <param name="positive">The class that counts.</param>
    /// <param name="decisions">Truth, the model's calls and probabilities.</param>
    /// <param name="own">The probability of that class from which on the model calls rows so, as far as is known; null where it goes by more.</param>
    /// <param name="smallGroup">Groups of fewer rows are left out of differences.</param>
    internal static ThresholdSweep Of(GroupKeys keys, string positive, Decisions decisions, double? own, int smallGroup)
    {
        // Of rows that lie on its own threshold a model may call some so, so that its own calls count there.
        own = own is { } told && decisions.Go(told, Rounding) ? told : null;
        var thresholds = Enumerable.Range(0, Steps + 1).Select(step => (double)step / Steps).ToList();
        if (own is { } threshold)
        {
            var near = thresholds.FindIndex(known => Math.Abs(known - threshold) < Rounding);
            own = near >= 0 ? thresholds[near] : threshold;
            if (near < 0)
            {
                thresholds.Add(threshold);
                thresholds.Sort();
            }
        }

        double[] rising = [.. thresholds];
        var counts = GroupCounts.Of(keys.Names.Count, keys.Codes, decisions);
        var compared = GroupAudit.Large(counts.Select(group => group.Rows), smallGroup);
        var called = Called(keys, decisions, rising);
        var groups = counts.Select((group, at) => new GroupSweep(
            keys.Names[at],
            Array.IndexOf(compared, at) >= 0,
            (int)group.Positives,
            (int)(group.Rows - group.Positives),
            rising.Select((one, place) => one == own ? (int)group.TruePositives : called[at, 1, place]).ToEquatableArray(),
            rising.Select((one, place) => one == own ? (int)group.FalsePositives : called[at, 0, place]).ToEquatableArray()));
        return new ThresholdSweep(keys.By, positive, own, rising.ToEquatableArray(), groups.ToEquatableArray());
    }

    /// <summary>Rows of each group and truth that are called positive at each threshold.</summary>
    static int[,,] Called(GroupKeys keys, Decisions decisions, double[] rising)
    {
        var called = new int[keys.Names.Count, 2, rising.Length];
        for (var row = 0; row < keys.Codes.Length; row++)
        {
            if (LastThatCalls(rising, decisions.Probabilities[row]) is >= 0 and var last)
            {
                called[keys.Codes[row], decisions.Truth[row], last]++;
            }
        }

        for (var group = 0; group < keys.Names.Count; group++)
        {
            for (var place = rising.Length - 2; place >= 0; place--)
            {
                // Who is called from a threshold on is called from every lower one on.
                called[group, 0, place] += called[group, 0, place + 1];
                called[group, 1, place] += called[group, 1, place + 1];
            }
        }

        return called;
    }

    /// <summary>The place of the highest threshold from which on a row of a probability is called positive; -1: of none.</summary>
    static int LastThatCalls(double[] rising, double probability)
    {
        var place = Array.BinarySearch(rising, probability);
        return place >= 0 ? place : ~place - 1;
    }

    static GroupRates RatesOf(string name, GroupCounts counts) =>
        new(
            name,
            (int)counts.Rows,
            (double)counts.Selected / counts.Rows,
            (double)counts.Positives / counts.Rows,
            (double)counts.TruePositives / counts.Positives,
            (double)counts.FalsePositives / (counts.Rows - counts.Positives),
            (double)(counts.TruePositives + counts.TrueNegatives) / counts.Rows)
        { Scores = GroupDifferences.Rates(counts).ToEquatableArray() };
}

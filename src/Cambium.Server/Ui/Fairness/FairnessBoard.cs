using System.Globalization;
using System.Text.Json;
using Cambium.Learn;

namespace Cambium.Server;

/// <summary>What a page shows of how a classifier treats groups.</summary>
/// <param name="Comparison">By the model's own calls.</param>
/// <param name="Sweep">By one threshold for all; null where that was not logged.</param>
/// <param name="SmallGroup">Groups of fewer rows are uncertain.</param>
public sealed record FairnessBoard(GroupComparison Comparison, ThresholdSweep? Sweep, int SmallGroup)
{
    /// <summary>The share of the four-fifths rule (Uniform Guidelines on Employee Selection Procedures, 29 CFR 1607.4 D, 1978).</summary>
    internal const double FourFifths = 0.8;

    /// <summary>Every so many thresholds stand in the table beside the curve.</summary>
    const int TableSteps = 5;

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>The figures that can be drawn against accuracy, the first one at first.</summary>
    internal static IReadOnlyList<string> Unfairness { get; } =
    [
        "demographic_parity_difference", "equal_opportunity_difference", "false_positive_rate_difference", "equalised_odds_difference", "predictive_parity_difference", "error_rate_difference",
    ];

    /// <summary>The place of the model's own threshold; -1 where it has none.</summary>
    internal int OwnPlace => Sweep?.Own is { } own ? Sweep.Thresholds.IndexOf(own) : -1;

    /// <summary>Where the range begins: the model's own threshold, or one half.</summary>
    internal int FirstPlace => OwnPlace >= 0 || Sweep is null ? Math.Max(0, OwnPlace) : Enumerable.Range(0, Sweep.Thresholds.Count).MinBy(place => Math.Abs(Sweep.Thresholds[place] - 0.5));

    /// <summary>By which threshold the model's own figures are.</summary>
    internal string OwnWords => Sweep is null
        ? "Figures are of the model's own calls."
        : Sweep.Own is { } own
            ? own == 0.5
                ? $"Rows are called “{Comparison.Positive}” where that is the more probable answer, which is a threshold of 0.5."
                : $"Rows are called “{Comparison.Positive}” where the model's probability of it reaches {Threshold(own)}, its own threshold."
            : "The model does not call all rows by one threshold: figures are of its own calls, and the threshold below shows what one for all would do.";

    /// <summary>The rows that were judged.</summary>
    internal long Rows => Comparison.Groups.Sum(group => (long)group.Rows);

    /// <summary>Whether a group counts in differences.</summary>
    internal bool IsCompared(int group) => Sweep is null || Sweep.Groups[group].IsCompared;

    /// <summary>Four fifths of the highest selection rate of the groups that are compared.</summary>
    internal double Rule => FourFifths * Comparison.Groups.Where((_, place) => IsCompared(place)).Select(group => group.SelectionRate).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Max();

    /// <summary>The share of all rows that the model calls right.</summary>
    internal double Accuracy => AccuracyOf(Comparison);

    /// <summary>"Demographic parity difference".</summary>
    internal static string Title(string figure) => figure.Length == 0 ? "" : char.ToUpperInvariant(figure[0]) + figure[1..].Replace('_', ' ');

    /// <summary>Three decimals: 0.143.</summary>
    internal static string Three(double value) => double.IsFinite(value) ? value.ToString("0.000;\u22120.000;0.000", CultureInfo.InvariantCulture) : "n/a";

    internal static string Range(Interval? interval) => interval is { } own ? $"{Three(own.Low)} to {Three(own.High)}" : "";

    internal static string Chance(double? p) => p is not { } own ? "" : own < 0.001 ? "< 0.001" : Three(own);

    /// <summary>As many digits as thresholds have: 0.5, 0.305.</summary>
    internal static string Threshold(double value) => value.ToString("0.0##", CultureInfo.InvariantCulture);

    /// <summary>Accuracy and the figures of <see cref="Unfairness"/> at some thresholds, for the table.</summary>
    internal IEnumerable<(string Threshold, bool IsOwn, double Accuracy, IReadOnlyList<double> Figures)> Table() =>
        Sweep is null
            ? []
            : Enumerable.Range(0, Sweep.Thresholds.Count)
                .Where(place => place == OwnPlace || Math.Round(Sweep.Thresholds[place] * 100, 6) % TableSteps == 0)
                .Select(place => (place, At: Sweep.At(Sweep.Thresholds[place])))
                .Select(own => (Threshold(Sweep.Thresholds[own.place]), own.place == OwnPlace, AccuracyOf(own.At), FiguresOf(own.At)));

    /// <summary>What the script needs to move the threshold; safe to stand inside a script element.</summary>
    internal string ToJson()
    {
        var sweep = Sweep!; // only asked for where there is one
        var all = sweep.Thresholds.Select(sweep.At).ToArray();
        return JsonSerializer.Serialize(
            new
            {
                sweep.Thresholds,
                Own = OwnPlace >= 0 ? OwnPlace : (int?)null,
                FourFifths,
                Groups = sweep.Groups.Select((group, at) => new { group.IsCompared, group.Positives, group.Negatives, Tp = group.TruePositives, Fp = group.FalsePositives, Own = OwnCounts(at) }),
                Accuracy = all.Select(at => Finite(AccuracyOf(at))),
                OwnAccuracy = Finite(Accuracy),
                Unfairness = Unfairness.Select(name => new { Name = name, Title = Title(name), Own = Finite(Figure(Comparison, name)) }),
                Figures = all.Select(at => FiguresOf(at).Select(Finite)),
                Ratios = all.Select(at => Finite(at.SelectionRateRatio)),
            },
            Json);
    }

    /// <summary>True and false positives of the model's own calls.</summary>
    int[] OwnCounts(int at)
    {
        if (OwnPlace >= 0)
        {
            return [Sweep!.Groups[at].TruePositives[OwnPlace], Sweep.Groups[at].FalsePositives[OwnPlace]]; // there is a place
        }

        var (group, swept) = (Comparison.Groups[at], Sweep!.Groups[at]); // only asked for where there is one
        int Count(double share, int of) => double.IsFinite(share) ? Math.Clamp((int)Math.Round(share * of), 0, of) : 0;
        return [Count(group.TruePositiveRate, swept.Positives), Count(group.FalsePositiveRate, swept.Negatives)];
    }

    static double AccuracyOf(GroupComparison at) => at.Groups.Sum(group => group.Rows * group.Accuracy) / at.Groups.Sum(group => (long)group.Rows);

    static IReadOnlyList<double> FiguresOf(GroupComparison at) => [.. Unfairness.Select(name => Figure(at, name))];

    static double Figure(GroupComparison comparison, string name) => comparison.Figures.FirstOrDefault(figure => figure.Name == name)?.Value ?? double.NaN;

    static double? Finite(double value) => double.IsFinite(value) ? value : null;
}

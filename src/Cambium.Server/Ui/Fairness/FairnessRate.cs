using Cambium.Learn;

namespace Cambium.Server;

/// <summary>A rate of groups that a page draws.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">The same for people.</param>
/// <param name="Words">What it is a share of, after "“yes”:".</param>
public sealed record FairnessRate(string Name, string Title, string Words)
{
    /// <summary>The rates, in the order of the page; the script knows them by name.</summary>
    internal static IReadOnlyList<FairnessRate> All { get; } =
    [
        new("selection_rate", "Selection rate", "called so, of all rows"),
        new("true_positive_rate", "True positive rate", "called so, of the rows that are so"),
        new("false_positive_rate", "False positive rate", "called so, of the rows that are not"),
        new("precision", "Precision", "right, of the rows called so"),
        new("accuracy", "Accuracy", "right, of all calls"),
        new("base_rate", "Base rate", "so in truth, of all rows"),
    ];

    /// <summary>The rate of a group, with its interval where that is known; NaN where it is not defined or was not logged.</summary>
    internal Score Of(GroupRates group)
    {
        if (Name == "accuracy")
        {
            var wrong = group.Scores.FirstOrDefault(score => score.Name == "error_rate");
            return new Score(Name, group.Accuracy) { Interval = wrong?.Interval is { } interval ? new Interval(1 - interval.High, 1 - interval.Low) : null };
        }

        return group.Scores.FirstOrDefault(score => score.Name == Name) ?? new Score(Name, Name switch
        {
            "selection_rate" => group.SelectionRate,
            "true_positive_rate" => group.TruePositiveRate,
            "false_positive_rate" => group.FalsePositiveRate,
            "base_rate" => group.BaseRate,
            _ => double.NaN,
        });
    }
}

using Cambium.Data;

namespace Cambium.Learn;

/// <summary>How far groups are apart in what counts of truth and decision tell.</summary>
static class GroupDifferences
{
    /// <summary>Differences of rates that are shares: the figure and the rate.</summary>
    static readonly (string Figure, string Rate)[] Differences =
    [
        ("demographic_parity_difference", "selection_rate"),
        ("equal_opportunity_difference", "true_positive_rate"),
        ("false_positive_rate_difference", "false_positive_rate"),
        ("predictive_parity_difference", "precision"),
        ("error_rate_difference", "error_rate"),
    ];

    /// <summary>Every figure that has a formula for its interval.</summary>
    /// <param name="names">The groups.</param>
    /// <param name="counts">Theirs, in the same order.</param>
    /// <param name="compared">Places of the groups that are compared.</param>
    internal static List<FairnessFigure> Of(EquatableArray<string> names, GroupCounts[] counts, int[] compared)
    {
        var figures = Differences.Select(pair => Difference(pair.Figure, GroupCounts.Rates.First(rate => rate.Name == pair.Rate).Of, names, counts, compared)).ToList();
        figures.Insert(1, Ratio(figures[0], names, counts));
        // The larger of two differences; of equals the first. Either of them refutes that odds are equal, hence Bonferroni's bound over both.
        var odds = figures.Where(figure => figure.Name is "equal_opportunity_difference" or "false_positive_rate_difference").ToArray();
        var larger = odds.Any(figure => double.IsNaN(figure.Value))
            ? new FairnessFigure("", double.NaN)
            : odds.MaxBy(figure => figure.Value)! with { PValue = odds.Min(figure => figure.PValue) is { } least ? Math.Min(1, 2 * least) : null }; // there are two
        figures.Insert(4, larger with { Name = "equalised_odds_difference" });
        return figures;
    }

    /// <summary>The rates of a group that are shares of rows, with their intervals.</summary>
    internal static IEnumerable<Score> Rates(GroupCounts counts) => GroupCounts.Rates
        .Select(rate => (rate.Name, Share: rate.Of(counts)))
        .Select(rate => new Score(rate.Name, (double)rate.Share.Part / rate.Share.Whole) { Interval = RateIntervals.Wilson(rate.Share.Part, rate.Share.Whole) });

    static FairnessFigure Difference(string figure, Func<GroupCounts, (long Part, long Whole)> rate, EquatableArray<string> names, GroupCounts[] counts, int[] compared)
    {
        var shares = compared.Select(group => (Group: group, Share: rate(counts[group]))).Where(own => own.Share.Whole > 0).ToArray();
        if (shares.Length < 2)
        {
            return new FairnessFigure(figure, double.NaN);
        }

        var high = shares.MaxBy(own => (double)own.Share.Part / own.Share.Whole);
        var low = shares.MinBy(own => (double)own.Share.Part / own.Share.Whole);
        return new FairnessFigure(figure, ((double)high.Share.Part / high.Share.Whole) - ((double)low.Share.Part / low.Share.Whole))
        {
            Interval = RateIntervals.Difference(high.Share, low.Share),
            PValue = RateIntervals.SameShares([.. shares.Select(own => own.Share)]),
            Highest = names[high.Group],
            Lowest = names[low.Group],
        };
    }

    static FairnessFigure Ratio(FairnessFigure difference, EquatableArray<string> names, GroupCounts[] counts)
    {
        if (double.IsNaN(difference.Value))
        {
            return difference with { Name = "demographic_parity_ratio" };
        }

        var high = counts[names.IndexOf(difference.Highest)];
        var low = counts[names.IndexOf(difference.Lowest)];
        var ratio = (double)low.Selected / low.Rows / ((double)high.Selected / high.Rows);
        return difference with { Name = "demographic_parity_ratio", Value = ratio, Interval = RateIntervals.Ratio((low.Selected, low.Rows), (high.Selected, high.Rows)) };
    }
}

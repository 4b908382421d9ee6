using Cambium.Data;

namespace Cambium.Learn;

/// <summary>How well a search does on rows that it did not see, and how much better it looks by its own scores.</summary>
/// <param name="Metric">The figure.</param>
/// <param name="Folds">The outer folds.</param>
public sealed record NestedSearch(string Metric, EquatableArray<NestedFold> Folds)
{
    /// <summary>The mean of the best scores that the searches saw.</summary>
    public double Inner => Folds.Average(fold => fold.Inner);

    /// <summary>The mean score on rows that the searches did not see: the one to report.</summary>
    public double Outer => Folds.Average(fold => fold.Outer);

    /// <summary>By how much the inner score is better than the outer; near 0 where the search did not fool itself.</summary>
    public double Optimism => MetricDirection.IsSmallerBetter(Metric) ? Outer - Inner : Inner - Outer;

    /// <summary>Both scores by fold, and the optimism.</summary>
    public override string ToString() =>
        TextTable.Of(
        [
            ["fold", $"inner {Metric}", $"outer {Metric}"],
            .. Folds.Select((fold, place) => (string[])[$"{place + 1}", TextTable.Number(fold.Inner), TextTable.Number(fold.Outer)]),
            ["mean", TextTable.Number(Inner), TextTable.Number(Outer)],
            ["optimism", TextTable.Number(Optimism)],
        ]);
}

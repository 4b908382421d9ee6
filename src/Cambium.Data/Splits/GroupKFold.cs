using Cambium.Numerics;

namespace Cambium.Data;

/// <summary>
/// Deals whole groups out to folds, the largest first, each to the fold with fewest rows. When: rows of one patient, household or machine are alike, and the model is to answer for new
/// ones.
/// </summary>
/// <param name="By">The column whose equal values make a group. Rows without a value are one group.</param>
public sealed record GroupKFold(string By) : Splitter
{
    /// <summary>The number of folds. Default 5. Range [2, number of groups].</summary>
    public int Folds { get; init => field = Check.InRange(value, 2, int.MaxValue); } = 5;

    /// <summary>The same seed gives the same folds; it decides between groups of equal size. Default 0.</summary>
    public long Seed { get; init; }

    internal override EquatableArray<string> KeyColumns => [By];

    /// <inheritdoc/>
    public override IReadOnlyList<RowSplit> Split(Table table) =>
        RowSplits.OfFolds(RowSplitter.GroupedFolds(GroupsOf(table, By, Folds).Groups, Folds, new RandomStream(Seed)), Folds);

    internal override Splitter Reseeded(long seed) => this with { Seed = seed };
}

using Cambium.Numerics;

namespace Cambium.Data;

/// <summary>
/// Deals whole groups out to folds so that the values of another column are about as frequent in each. When: rows come in groups, and a class is rare. The fewer and larger the groups,
/// the less alike the folds can be.
/// </summary>
/// <param name="By">The column whose values are to be alike in the folds, most often the target. A number or date-time column of more than ten values goes by its tenths.</param>
/// <param name="GroupBy">The column whose equal values make a group. Rows without a value are one group.</param>
/// <remarks>
/// Groups go in the order of how unevenly their rows spread over the values, the most uneven first, each to the fold that makes the values' shares over the folds most alike. O(groups × folds² ×
/// values).
/// </remarks>
public sealed record StratifiedGroupKFold(string By, string GroupBy) : Splitter
{
    /// <summary>The number of folds. Default 5. Range [2, number of groups].</summary>
    public int Folds { get; init => field = Check.InRange(value, 2, int.MaxValue); } = 5;

    /// <summary>The same seed gives the same folds; it decides between groups that are equally uneven. Default 0.</summary>
    public long Seed { get; init; }

    internal override EquatableArray<string> KeyColumns => [GroupBy];

    /// <inheritdoc/>
    public override IReadOnlyList<RowSplit> Split(Table table)
    {
        var (groups, count) = GroupsOf(table, GroupBy, Folds);
        var foldOfGroup = StratifiedGroups.Deal(groups, count, RowKeys.ByStratum(table[By]), Folds, new RandomStream(Seed));
        var foldOf = Array.ConvertAll(groups, group => foldOfGroup[group]);
        return foldOf.Distinct().Count() == Folds
            ? RowSplits.OfFolds(foldOf, Folds)
            : throw new TableException(
                $"The {count} groups of column '{GroupBy}' leave a fold of {Folds} without rows when '{By}' is to be alike in all. Ask for fewer folds, or group only.") { Column = GroupBy };
    }

    internal override Splitter Reseeded(long seed) => this with { Seed = seed };
}

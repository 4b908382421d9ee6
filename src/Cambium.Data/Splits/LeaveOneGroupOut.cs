namespace Cambium.Data;

/// <summary>Leaves out each group in turn, in the order in which they appear. When: groups are few and each matters: clinics, years, countries.</summary>
/// <param name="By">The column whose equal values make a group. Rows without a value are one group.</param>
public sealed record LeaveOneGroupOut(string By) : Splitter
{
    internal override EquatableArray<string> KeyColumns => [By];

    /// <inheritdoc/>
    public override IReadOnlyList<RowSplit> Split(Table table)
    {
        var (groups, count) = GroupsOf(table, By, 2);
        return RowSplits.OfFolds(groups, count);
    }
}

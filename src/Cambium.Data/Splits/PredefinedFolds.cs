namespace Cambium.Data;

/// <summary>Takes the folds from a column: the rows of each value are the test once, in the order in which the values appear. Rows without a value are learned from in every fold.</summary>
/// <param name="By">The column.</param>
public sealed record PredefinedFolds(string By) : Splitter
{
    internal override EquatableArray<string> KeyColumns => [By];

    /// <inheritdoc/>
    public override IReadOnlyList<RowSplit> Split(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var column = table[By];
        var keys = RowKeys.ByValue(column);
        var named = Enumerable.Range(0, keys.Length).Where(row => column.Validity[row]).Select(row => keys[row]).Distinct().ToArray();
        if (named.Length == 0 || (named.Length == 1 && column.MissingCount == 0))
        {
            throw new TableException($"Column '{By}' names {named.Length} {(named.Length == 1 ? "fold" : "folds")}, which leaves no rows to learn from or none to judge by. Name two folds or more.") { Column = By };
        }

        return RowSplits.OfFolds([.. keys.Select(key => Array.IndexOf(named, key))], named.Length);
    }
}

using Cambium.Numerics;

namespace Cambium.Data;

/// <summary>
/// Deals the rows out to folds in which each value of a column is as frequent as in the whole, within one row. When: classes are to be told apart, the more so where one is rare.
/// </summary>
/// <param name="By">The column, most often the target. A number or date-time column of more than ten values goes by its tenths.</param>
/// <remarks>Source: R. Kohavi, "A Study of Cross-Validation and Bootstrap for Accuracy Estimation and Model Selection", 1995.</remarks>
public sealed record StratifiedKFold(string By) : Splitter
{
    /// <summary>The number of folds. Default 5. Range [2, number of rows].</summary>
    public int Folds { get; init => field = Check.InRange(value, 2, int.MaxValue); } = 5;

    /// <summary>The same seed gives the same folds. Default 0.</summary>
    public long Seed { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<RowSplit> Split(Table table)
    {
        CheckFolds(table, Folds);
        return RowSplits.OfFolds(RowSplitter.StratifiedFolds(RowKeys.ByStratum(table[By]), Folds, new RandomStream(Seed)), Folds);
    }

    internal override Splitter Reseeded(long seed) => this with { Seed = seed };
}

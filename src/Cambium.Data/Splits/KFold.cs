using Cambium.Numerics;

namespace Cambium.Data;

/// <summary>Deals the rows out to folds of equal size, within one row; each fold is the test once. When: rows are independent of each other and none of the values to predict is rare.</summary>
/// <remarks>Source: M. Stone, "Cross-Validatory Choice and Assessment of Statistical Predictions", 1974.</remarks>
public sealed record KFold : Splitter
{
    /// <summary>The number of folds. Default 5. Range [2, number of rows].</summary>
    public int Folds { get; init => field = Check.InRange(value, 2, int.MaxValue); } = 5;

    /// <summary>Whether rows are dealt out in random order; else each fold is a run of neighbouring rows. Default true.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>The same seed gives the same folds. Default 0. Ignored where rows are not shuffled.</summary>
    public long Seed { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<RowSplit> Split(Table table)
    {
        CheckFolds(table, Folds);
        var foldOf = Shuffle ? RowSplitter.StratifiedFolds(new int[table.RowCount], Folds, new RandomStream(Seed)) : RowSplitter.Runs(table.RowCount, Folds);
        return RowSplits.OfFolds(foldOf, Folds);
    }

    internal override Splitter? Reseeded(long seed) => Shuffle ? this with { Seed = seed } : null;
}

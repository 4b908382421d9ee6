using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Deals rows out to the parts that calibrate: each part's learners see all rows but its own.</summary>
/// <remarks>
/// Rows are dealt by cell, and within it at random; not by class, unless classes are cells. Were classes as frequent among the rows that calibrate as among those learned from, which new rows are not, a class that the learners
/// have seen too much of would calibrate too much as well, and sets would be too small.
/// </remarks>
static class CalibrationSplit
{
    /// <summary>The part of rows that are only learned from.</summary>
    internal const int Never = -1;

    /// <summary>The part in which each row calibrates, from 0, or <see cref="Never"/>: one part that holds the share, or else as many as folds.</summary>
    /// <param name="train">The rows with all their columns.</param>
    /// <param name="target">The column to predict.</param>
    /// <param name="rows">What is learned from.</param>
    /// <param name="cells">The cell of each row, from 0.</param>
    /// <param name="recipe">How to deal.</param>
    /// <exception cref="TableException">The rows cannot be dealt so.</exception>
    internal static int[] Of(Table train, string target, ComposedRows rows, int[] cells, CalibrationSettings recipe)
    {
        _ = rows.Folds(2, recipe.Seed, target); // at least two rows of each class
        if (recipe.GroupBy.Length > 0)
        {
            return ByGroup(train, target, rows, recipe);
        }

        var random = new RandomStream(recipe.Seed);
        if (recipe.Share == 0)
        {
            return RowSplitter.StratifiedFolds(cells, Math.Min(recipe.Folds, rows.Count), random);
        }

        var size = Math.Clamp((int)Math.Round(recipe.Share * rows.Count), 1, rows.Count - 1);
        return Array.ConvertAll(RowSplitter.Stratified(cells, size, random), isKept => isKept ? 0 : Never);
    }

    static int[] ByGroup(Table train, string target, ComposedRows rows, CalibrationSettings recipe)
    {
        Splitter splitter = recipe.Share > 0 ? new ShuffleSplit { Times = 1, TestShare = recipe.Share, GroupBy = recipe.GroupBy, Seed = recipe.Seed }
            : recipe.ByClass ? new StratifiedGroupKFold(target, recipe.GroupBy) { Folds = recipe.Folds, Seed = recipe.Seed }
            : new GroupKFold(recipe.GroupBy) { Folds = recipe.Folds, Seed = recipe.Seed };
        var partOf = new int[rows.Count];
        Array.Fill(partOf, Never);
        var splits = splitter.Split(train);
        for (var part = 0; part < splits.Count; part++)
        {
            foreach (var row in splits[part].Test)
            {
                partOf[row] = part;
            }
        }

        return partOf;
    }
}

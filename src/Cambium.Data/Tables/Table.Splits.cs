using Cambium.Numerics;

namespace Cambium.Data;

public sealed partial class Table
{
    /// <summary>Splits the rows at random, in their original order within each part.</summary>
    /// <param name="share">
    /// The share of rows in the first part, in (0, 1). The first part gets share × rows, rounded; with groups, as near as they allow.
    /// </param>
    /// <param name="stratifyBy">
    /// Column whose values are to be as frequent in both parts as in the whole; null: none. A number or date-time column of more than ten
    /// values is stratified by its tenths.
    /// </param>
    /// <param name="groupBy">
    /// Column whose equal values all go to the same part (a patient, a household); null: none. Rows without a value are one group. Not
    /// together with <paramref name="stratifyBy"/>.
    /// </param>
    /// <param name="seed">The same seed gives the same split.</param>
    /// <exception cref="ArgumentException">A column is not there, or both ways are asked for.</exception>
    /// <exception cref="TableException">A part would be empty.</exception>
    public (Table First, Table Second) Split(double share, string? stratifyBy = null, string? groupBy = null, long seed = 0)
    {
        var size = SizeOfFirst(share);
        CheckOneWay(stratifyBy, groupBy);
        var random = new RandomStream(seed);
        var isFirst = groupBy is null
            ? RowSplitter.Stratified(Strata(stratifyBy), size, random)
            : RowSplitter.Grouped(RowKeys.ByValue(this[groupBy]), size, random);
        return Part(isFirst, groupBy is null ? $"a share of {share}" : $"a share of {share} in groups of '{groupBy}'");
    }

    /// <summary>
    /// Splits by time: the earlier rows first, in their original order within each part. Rows of one moment stay together.
    /// </summary>
    /// <param name="share">The share of rows in the first part, in (0, 1); as near as moments shared by several rows allow.</param>
    /// <param name="time">The column to order by: date-times or numbers, none missing.</param>
    /// <exception cref="ArgumentException">The column is not there or cannot be ordered.</exception>
    /// <exception cref="TableException">A part would be empty, or a row has no value in the column.</exception>
    public (Table First, Table Second) SplitByTime(double share, string time)
    {
        var size = SizeOfFirst(share);
        var moments = TimeOrder.MomentsOf(this, time);
        var sorted = moments.Order().ToArray();
        var cut = NearestCut(sorted, size);
        return Part([.. moments.Select(moment => cut < sorted.Length && moment < sorted[cut])], $"a share of {share} by '{time}'");
    }

    /// <summary>
    /// Assigns each row to one of <paramref name="count"/> folds of nearly equal size: with groups as near as they allow, else within one
    /// row.
    /// </summary>
    /// <param name="count">The number of folds, from 2 to the number of rows.</param>
    /// <param name="stratifyBy">
    /// Column whose values are to be as frequent in every fold as in the whole; null: none. A number or date-time column of more than ten
    /// values is stratified by its tenths.
    /// </param>
    /// <param name="groupBy">
    /// Column whose equal values all go to the same fold (a patient, a household); null: none. Rows without a value are one group. Not
    /// together with <paramref name="stratifyBy"/>.
    /// </param>
    /// <param name="seed">The same seed gives the same folds.</param>
    /// <returns>A fold from 0 to <paramref name="count"/> − 1 for each row.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 2 folds, or more than rows.</exception>
    /// <exception cref="ArgumentException">A column is not there, or both ways are asked for.</exception>
    /// <exception cref="TableException">There are fewer groups than folds.</exception>
    public int[] Folds(int count, string? stratifyBy = null, string? groupBy = null, long seed = 0)
    {
        if (count < 2 || count > RowCount)
        {
            throw new ArgumentOutOfRangeException(
                nameof(count), count, $"The number of folds must be between 2 and the number of rows, {RowCount}.");
        }

        CheckOneWay(stratifyBy, groupBy);
        var random = new RandomStream(seed);
        if (groupBy is null)
        {
            return RowSplitter.StratifiedFolds(Strata(stratifyBy), count, random);
        }

        var groups = RowKeys.ByValue(this[groupBy]);
        return groups.Max() + 1 >= count
            ? RowSplitter.GroupedFolds(groups, count, random)
            : throw new TableException(
                $"Column '{groupBy}' has {groups.Max() + 1} groups, too few for {count} folds. Ask for fewer folds.") { Column = groupBy };
    }

    /// <summary>
    /// A fingerprint of names, types and values (SHA-256, 64 lower-case hex digits): equal tables have equal fingerprints, on any machine.
    /// A category counts by the text of its levels, whatever their codes; −0 counts as 0.
    /// </summary>
    public string Fingerprint() => TableFingerprint.Of(this);

    /// <summary>Makes sure that rows are not to be stratified and grouped at once.</summary>
    internal static void CheckOneWay(string? stratifyBy, string? groupBy)
    {
        if (stratifyBy is not null && groupBy is not null)
        {
            throw new ArgumentException(
                $"Rows are either stratified (by '{stratifyBy}') or grouped (by '{groupBy}'), not both.", nameof(groupBy));
        }
    }

    int[] Strata(string? stratifyBy) => stratifyBy is null ? new int[RowCount] : RowKeys.ByStratum(this[stratifyBy]);

    int SizeOfFirst(double share)
    {
        // Written so that NaN fails.
        if (!(share is > 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(share), share, "The share of the first part must lie between 0 and 1, both excluded.");
        }

        return (int)Math.Round(share * RowCount, MidpointRounding.AwayFromZero);
    }

    (Table First, Table Second) Part(bool[] isFirst, string what)
    {
        var first = Enumerable.Range(0, RowCount).Where(row => isFirst[row]).ToArray();
        var second = Enumerable.Range(0, RowCount).Where(row => !isFirst[row]).ToArray();
        return first.Length > 0 && second.Length > 0
            ? (Take(first), Take(second))
            : throw new TableException(
                $"Splitting {RowCount} rows at {what} leaves the {(first.Length == 0 ? "first" : "second")} part empty. "
                + "Use another share, or a table with more rows.");
    }

    /// <summary>
    /// The place nearest to <paramref name="size"/> where a new moment begins and both sides have rows; the length where there is none.
    /// </summary>
    static int NearestCut(long[] sorted, int size)
    {
        bool IsCut(int place) => place > 0 && place < sorted.Length && sorted[place - 1] != sorted[place];
        for (var distance = 0; distance <= sorted.Length; distance++)
        {
            if (IsCut(size - distance))
            {
                return size - distance;
            }

            if (IsCut(size + distance))
            {
                return size + distance;
            }
        }

        return sorted.Length;
    }
}

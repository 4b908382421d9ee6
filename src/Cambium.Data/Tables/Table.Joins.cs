namespace Cambium.Data;

public sealed partial class Table
{
    /// <summary>The rows of this table joined with those of another that have equal keys: in the order of this table's rows, and for each in the order of the other's.</summary>
    /// <remarks>
    /// As in SQL a missing key matches nothing. Whole numbers match equal numbers, categories equal texts. The result has this table's columns and the other's but its keys.
    /// Time O(rows of both and of the result); memory up to 44 bytes for each of the other's rows, and 12 for each of this table's: let the smaller table be the other.
    /// </remarks>
    /// <param name="other">The right table.</param>
    /// <param name="on">The keys, named alike in both tables.</param>
    /// <param name="kind">Which rows to give.</param>
    /// <param name="suffix">Appended to the names of the other's columns that this table has too.</param>
    /// <param name="maxThreads">Most threads to use; 0 means one per processor. The result does not depend on it.</param>
    /// <exception cref="ArgumentException">A column is not there, types do not compare, or names clash with the suffix too.</exception>
    /// <exception cref="TableException">The result would have more than 2³¹ rows.</exception>
    public Table Join(Table other, IReadOnlyList<string> on, JoinKind kind = JoinKind.Inner, string suffix = "_right", int maxThreads = 0) =>
        Joining.Of(this, other, on, on, kind, suffix, maxThreads);

    /// <summary>As <see cref="Join(Table, IReadOnlyList{string}, JoinKind, string, int)"/>, with keys that are named differently.</summary>
    /// <param name="other">The right table.</param>
    /// <param name="leftOn">The keys of this table.</param>
    /// <param name="rightOn">The keys of the other, as many and in the same order.</param>
    /// <param name="kind">Which rows to give.</param>
    /// <param name="suffix">Appended to the names of the other's columns that this table has too.</param>
    /// <param name="maxThreads">Most threads to use; 0 means one per processor. The result does not depend on it.</param>
    /// <exception cref="ArgumentException">A column is not there, types do not compare, or names clash with the suffix too.</exception>
    /// <exception cref="TableException">The result would have more than 2³¹ rows.</exception>
    public Table Join(
        Table other, IReadOnlyList<string> leftOn, IReadOnlyList<string> rightOn, JoinKind kind = JoinKind.Inner, string suffix = "_right", int maxThreads = 0) =>
        Joining.Of(this, other, leftOn, rightOn, kind, suffix, maxThreads);

    /// <summary>Each row of this table, in order, with the last row of another that is not later; the other's columns are missing where there is none.</summary>
    /// <remarks>Neither table need be sorted. Of several rows of the other at one time the last counts. Time O(rows of the other + rows × log of the other's rows of one key).</remarks>
    /// <param name="other">The right table.</param>
    /// <param name="on">The column of times, named alike in both: date-times or numbers. A row without a time matches none.</param>
    /// <param name="by">Columns that must be equal, named alike in both; null: none.</param>
    /// <param name="tolerance">The most time between the two; null: any.</param>
    /// <param name="suffix">Appended to the names of the other's columns that this table has too.</param>
    /// <param name="maxThreads">Most threads to use; 0 means one per processor. The result does not depend on it.</param>
    /// <exception cref="ArgumentException">A column is not there, types do not compare, or names clash with the suffix too.</exception>
    public Table JoinAsOf(
        Table other, string on, IReadOnlyList<string>? by = null, TimeSpan? tolerance = null, string suffix = "_right", int maxThreads = 0) =>
        AsOfJoin.Of(this, other, on, by ?? [], tolerance, suffix, maxThreads);
}

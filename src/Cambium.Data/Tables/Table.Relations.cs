namespace Cambium.Data;

public sealed partial class Table
{
    /// <summary>The rows gathered by the values of columns; <see cref="RowGroups.Aggregate"/> makes a row of each group. Without columns all rows are one group.</summary>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    public RowGroups GroupBy(params string[] columns) => new(this, columns, maxThreads: 0);

    /// <summary>The rows gathered by the values of columns.</summary>
    /// <param name="columns">Names of columns; missing values are values like others here.</param>
    /// <param name="maxThreads">Most threads to use; 0 means one per processor. The result does not depend on it.</param>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    public RowGroups GroupBy(IReadOnlyList<string> columns, int maxThreads) => new(this, columns, maxThreads);

    /// <summary>The rows in the order of columns, as <c>Sort("city", Descending("price"))</c>; rows that are equal there stay in their order.</summary>
    /// <exception cref="ArgumentException">A column is not there, or has no order.</exception>
    public Table Sort(params SortKey[] keys) => Sort(keys, maxThreads: 0);

    /// <summary>The rows in the order of columns; rows that are equal there stay in their order.</summary>
    /// <remarks>
    /// Numbers and date-times order by value, false before true, texts and levels by the code points of their letters; missing values come last, ascending or descending.
    /// Time O(rows) for values that spread and memory 24 bytes a row beside the copy.
    /// </remarks>
    /// <param name="keys">The columns, the most important first.</param>
    /// <param name="maxThreads">Most threads to use; 0 means one per processor. The order does not depend on it.</param>
    /// <exception cref="ArgumentException">A column is not there, or has no order.</exception>
    public Table Sort(IReadOnlyList<SortKey> keys, int maxThreads)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return RowGather.Of(this, OrderBy(keys, maxThreads), maxThreads);
    }

    /// <summary>The first of the rows that are equal in the given columns, or in all where none are given, in their order.</summary>
    /// <exception cref="ArgumentException">A column is not there, or holds sparse vectors.</exception>
    public Table Distinct(params string[] columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        var keys = columns.Length == 0 ? _columns : Array.ConvertAll(columns, name => this[name]);
        return RowGather.Of(this, Groups.Of(keys, RowCount, maxThreads: 0).FirstRows, maxThreads: 0);
    }

    /// <summary>The rows in order, as numbers.</summary>
    internal int[] OrderBy(IReadOnlyList<SortKey> keys, int maxThreads) =>
        RowOrder.Of([.. keys.Select(key => new SortPart(this[key.Column], key.Descending, maxThreads))], RowCount, maxThreads);
}

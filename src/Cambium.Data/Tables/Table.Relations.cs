using Cambium.Numerics;

namespace Cambium.Data;

public sealed partial class Table
{
    /// <summary>The rows gathered by the values of columns; <see cref="RowGroups.Aggregate"/> makes a row of each group. Without columns all rows are one group.</summary>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    public RowGroups GroupBy(params IReadOnlyList<string> columns) => new(this, columns, maxThreads: 0);

    /// <summary>The rows gathered by the values of columns.</summary>
    /// <param name="columns">Names of columns; missing values are values like others here.</param>
    /// <param name="maxThreads">Most threads to use; 0 means one per processor. The result does not depend on it.</param>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    public RowGroups GroupBy(IReadOnlyList<string> columns, int maxThreads) => new(this, columns, maxThreads);

    /// <summary>The rows in the order of columns, as <c>Sort("city", Descending("price"))</c>; rows that are equal there stay in their order.</summary>
    /// <exception cref="ArgumentException">A column is not there, or has no order.</exception>
    public Table Sort(params IReadOnlyList<SortKey> keys) => Sort(keys, maxThreads: 0);

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
    public Table Distinct(params IReadOnlyList<string> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        var keys = columns.Count == 0 ? _columns : columns.Select(name => this[name]).ToArray();
        return RowGather.Of(this, Groups.Of(keys, RowCount, maxThreads: 0).FirstRows, maxThreads: 0);
    }

    /// <summary>The rows seen in an order within partitions, for lags, rolling and cumulative values and ranks.</summary>
    /// <param name="partitionBy">Columns whose equal values make a partition; null: all rows are one.</param>
    /// <param name="orderBy">The order within a partition; null: that of the rows. Rows that are equal there stay in their order.</param>
    /// <param name="maxThreads">Most threads to use; 0 means one per processor. The result does not depend on it.</param>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    public RowWindow Window(IReadOnlyList<string>? partitionBy = null, IReadOnlyList<SortKey>? orderBy = null, int maxThreads = 0) =>
        new(this, partitionBy ?? [], orderBy ?? [], maxThreads);

    /// <summary>A row for each combination of some columns, and a column for each value of another. Cost: that of grouping by all of them.</summary>
    /// <param name="rows">The columns whose combinations make rows, in the order of their first rows.</param>
    /// <param name="columns">The column whose values make columns, in the order of the values; a missing one is named <c>missing</c>.</param>
    /// <param name="values">What stands where row and column meet; missing where no row of this table does.</param>
    /// <exception cref="ArgumentException">A column is not there, a type does not fit, or names clash.</exception>
    /// <exception cref="TableException">There would be more than 10,000 columns.</exception>
    public Table Pivot(IReadOnlyList<string> rows, string columns, Aggregate values) => Reshaping.Pivot(this, rows, columns, values);

    /// <summary>A row for each row and each column that is not kept: all rows of the first such column, then those of the next. Cost: a copy.</summary>
    /// <param name="keep">The columns whose values stand in every row.</param>
    /// <param name="names">The name of the column of the other columns' names.</param>
    /// <param name="values">The name of the column of their values.</param>
    /// <exception cref="ArgumentException">A column is not there, none is left over, or the values' types do not go together.</exception>
    public Table Unpivot(IReadOnlyList<string> keep, string names, string values) => Reshaping.Unpivot(this, keep, names, values);

    /// <summary>The same columns under other names: <c>Rename(("old", "new"), …)</c>. Copies no values.</summary>
    /// <exception cref="ArgumentException">A column is not there, or two would share a name.</exception>
    public Table Rename(params IReadOnlyList<(string Old, string New)> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        var columns = _columns.ToArray();
        foreach (var (old, name) in names)
        {
            columns[PositionOf(old)] = this[old].Rename(name);
        }

        return new Table(columns, RowCount);
    }

    /// <summary>Rows drawn at random, in their order.</summary>
    /// <param name="rows">How many, at least 0; at most the table's unless rows are put back.</param>
    /// <param name="seed">The same seed draws the same rows.</param>
    /// <param name="replace">Whether a row may be drawn again.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer rows than that.</exception>
    public Table Sample(int rows, long seed = 0, bool replace = false)
    {
        if (rows < 0 || (rows > RowCount && !replace) || (rows > 0 && RowCount == 0))
        {
            throw new ArgumentOutOfRangeException(nameof(rows), rows, $"The table has {RowCount} rows{(replace || rows < 0 ? "" : "; to draw more, let rows be put back (replace)")}.");
        }

        return RowGather.Of(this, RowSplitter.Drawn(RowCount, rows, replace, new RandomStream(seed)), maxThreads: 0);
    }

    /// <summary>A share of the rows drawn at random, in their order: share × rows, rounded.</summary>
    /// <param name="share">In [0, 1], or more where rows are put back.</param>
    /// <param name="seed">The same seed draws the same rows.</param>
    /// <param name="replace">Whether a row may be drawn again.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is negative, or above 1 where rows are not put back.</exception>
    public Table Sample(double share, long seed = 0, bool replace = false) =>
        share >= 0 && (share <= 1 || replace) && share * RowCount <= Array.MaxLength
            ? Sample((int)Math.Round(share * RowCount, MidpointRounding.AwayFromZero), seed, replace)
            : throw new ArgumentOutOfRangeException(nameof(share), share, "The share lies between 0 and 1, or above where rows are put back (replace).");

    /// <summary>
    /// Tables one below another, with the columns of the first in its order; the others have the same, in any order. Whole numbers among numbers become numbers, categories
    /// among texts texts, and the levels of categories are those of all. Cost: a copy.
    /// </summary>
    /// <exception cref="ArgumentException">There is no table, one lacks a column or has one more, or types do not go together.</exception>
    /// <exception cref="TableException">There would be more than 2³¹ rows.</exception>
    public static Table Concatenate(params IReadOnlyList<Table> tables)
    {
        ArgumentNullException.ThrowIfNull(tables);
        ArgumentOutOfRangeException.ThrowIfZero(tables.Count, nameof(tables));
        for (var i = 1; i < tables.Count; i++)
        {
            var odd = tables[i].Columns.FirstOrDefault(column => !tables[0].Contains(column.Name))?.Name ?? tables[0].Columns.FirstOrDefault(column => !tables[i].Contains(column.Name))?.Name;
            if (odd is not null)
            {
                var has = tables[0].Contains(odd) ? "first table has" : $"table at place {i} has";
                throw new ArgumentException($"The {has} a column '{odd}' that the other has not; tables one below another have the same columns. Select or rename first.", nameof(tables));
            }
        }

        var columns = tables[0].Columns.Select(column => Concatenation.Of(column.Name, [.. tables.Select(table => table[column.Name])]));
        return new Table([.. columns], tables.Sum(table => table.RowCount));
    }

    /// <summary>The rows in order, as numbers.</summary>
    internal int[] OrderBy(IReadOnlyList<SortKey> keys, int maxThreads) =>
        RowOrder.Of([.. keys.Select(key => new SortPart(this[key.Column], key.Descending, maxThreads))], RowCount, maxThreads);
}

using Cambium.Data;

namespace Cambium.Learn.Tests;

/// <summary>The samples as the oracles of margin learners take them.</summary>
static class MarginTables
{
    /// <summary>Each feature over its largest absolute value.</summary>
    internal static Table Scaled(Table table, string target) =>
        table.Columns.Select(column => column.Name).Where(name => name != target).Aggregate(table, (all, name) =>
        {
            var values = ColumnFit.Numbers(all[name]).ToArray();
            var largest = values.Max(Math.Abs);
            return all.With(Column.Of(name, values.Select(value => value / largest).ToArray()));
        });

    /// <summary>The rows in the order 7 row mod n.</summary>
    internal static Table Mixed(Table table) => table.Take([.. Enumerable.Range(0, table.RowCount).Select(row => (int)(7L * row % table.RowCount))]);
}

namespace Cambium.Data;

public sealed partial class Table
{
    /// <summary>With a column of computed values, in the place of the one of its name or at the end. Cost: one pass over the columns that the expression names.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="expression">What a row's value is; text that is made of categories and literals alone becomes a category.</param>
    /// <param name="maxThreads">Most threads to use; 0 means one per processor. The values do not depend on it.</param>
    /// <exception cref="ArgumentException">A column is not there, or a type does not fit; the message says where in the expression.</exception>
    /// <exception cref="TableException">A whole number overflows, or a text is not what it is read as; the message names the first such row.</exception>
    public Table With(string name, Expression expression, int maxThreads = 0) => With(Evaluation.ColumnOf(this, name, expression, maxThreads));

    /// <summary>The rows for which a condition is true, in their order; not those for which it is missing. Cost: one pass over the columns that are named, and a copy of what is kept.</summary>
    /// <param name="condition">An expression that is true, false or missing.</param>
    /// <param name="maxThreads">Most threads to use; 0 means one per processor. The rows do not depend on it.</param>
    /// <exception cref="ArgumentException">A column is not there, or a type does not fit; the message says where in the expression.</exception>
    /// <exception cref="TableException">A whole number overflows, or a text is not what it is read as; the message names the first such row.</exception>
    public Table Filter(Expression condition, int maxThreads = 0)
    {
        var rows = Evaluation.RowsWhere(this, condition, maxThreads);
        return rows.Length == RowCount ? this : RowGather.Of(this, rows, maxThreads);
    }

    /// <summary>A table whose columns are known to be as long as its rows are many; there may be none.</summary>
    internal static Table OfRows(Column[] columns, int rowCount) => new(columns, rowCount);
}

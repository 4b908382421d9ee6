using Cambium.Data;

namespace Cambium.Monitor;

/// <summary>Finds the columns that a check asks for.</summary>
static class CheckedColumn
{
    /// <summary>The column of a name.</summary>
    /// <exception cref="TableException">There is none.</exception>
    internal static Column Of(Table table, string name) =>
        table.Contains(name)
            ? table[name]
            : throw new TableException($"There is no column '{name}'.{NearestName.Suggestion(name, table.Columns.Select(column => column.Name))}") { Column = name };

    /// <summary>A row's value as a number; NaN where it is missing.</summary>
    /// <exception cref="TableException">There is no such column, or it holds no numbers.</exception>
    internal static Func<int, double> Numbers(Table table, string name)
    {
        switch (Of(table, name))
        {
            case Column<double> numbers:
                return row => numbers.Values[row];
            case Column<long> wholes:
                return row => wholes.Validity[row] ? wholes.Values[row] : double.NaN;
            case var other when other.MissingCount == other.Length:
                return _ => double.NaN;
            case var other:
                throw Unfit(other, "numbers");
        }
    }

    /// <summary>A row's moment; null where it is missing.</summary>
    /// <exception cref="TableException">There is no such column, or it holds no dates.</exception>
    internal static Func<int, DateTime?> Moments(Table table, string name)
    {
        switch (Of(table, name))
        {
            case Column<DateTime> moments:
                return row => moments.Validity[row] ? moments.Values[row] : null;
            case var other when other.MissingCount == other.Length:
                return _ => null;
            case var other:
                throw Unfit(other, "dates");
        }
    }

    internal static TableException Unfit(Column column, string wanted) =>
        new($"Column '{column.Name}' holds {TypeWord.Of(column.Type)} values, and the check is of {wanted}.") { Column = column.Name };
}

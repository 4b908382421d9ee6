using System.Globalization;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Values of a column to try, as a column of its type.</summary>
sealed class ColumnGrid
{
    ColumnGrid(Column points, EquatableArray<double> numbers)
    {
        Points = points;
        Axis = new DependenceAxis(points.Name, Enumerable.Range(0, points.Length).Select(place => Label(points, place)).ToEquatableArray(), numbers);
    }

    internal Column Points { get; }

    internal DependenceAxis Axis { get; }

    /// <summary>The values of a column to try.</summary>
    /// <param name="column">The column of the rows.</param>
    /// <param name="field">What the model learned it as.</param>
    /// <param name="options">Size, spacing, tail.</param>
    /// <exception cref="ArgumentException">The column's values cannot be tried in turn.</exception>
    /// <exception cref="TableException">All values are missing.</exception>
    internal static ColumnGrid Of(Column column, Field field, DependenceOptions options)
    {
        if (column.MissingCount == column.Length)
        {
            throw new TableException($"Column '{column.Name}' is missing in every row, so that there are no values to try; give rows where it is known.") { Column = column.Name };
        }

        return (field.Type, column) switch
        {
            (ColumnType.Category, CategoryColumn category) => OfLevels(category, field),
            (ColumnType.Boolean, _) => new ColumnGrid(Column.Of(column.Name, [false, true]), [0, 1]),
            (_, Column<DateTime> moments) => OfMoments(moments, options),
            (_, Column<double> or Column<long> or Column<bool>) => OfNumbers(column, options),
            _ => throw new ArgumentException(
                $"Column '{column.Name}' holds {field.Type} values, which cannot be tried one after the other; name a column of numbers, truths, moments or categories.", nameof(column)),
        };
    }

    /// <summary>Every pair of two columns' values, those of the second changing first, as a table; or the values of one.</summary>
    internal static Table Pairs(ColumnGrid first, ColumnGrid? second)
    {
        if (second is null)
        {
            return Table.Create(first.Points);
        }

        var places = Enumerable.Range(0, first.Axis.Count * second.Axis.Count);
        return Table.Create(
            first.Points.Take([.. places.Select(place => place / second.Axis.Count)]),
            second.Points.Take([.. places.Select(place => place % second.Axis.Count)]));
    }

    // What a model knows, and what it does not know but meets.
    static ColumnGrid OfLevels(CategoryColumn column, Field field)
    {
        var met = column.Levels.Where((_, code) => column.Codes.Contains(code));
        var levels = field.Levels.Concat(met.Except(field.Levels).Order(StringComparer.Ordinal)).ToEquatableArray();
        return new ColumnGrid(new CategoryColumn(column.Name, Enumerable.Range(0, levels.Count).ToArray(), levels), []);
    }

    static ColumnGrid OfMoments(Column<DateTime> column, DependenceOptions options)
    {
        var ticks = Enumerable.Range(0, column.Length).Where(row => column.Validity[row]).Select(row => (double)column.Values[row].Ticks).Order().ToArray();
        var moments = Values(ticks, options).Select(value => new DateTime((long)value, DateTimeKind.Utc)).ToArray();
        return new ColumnGrid(Column.Of(column.Name, moments), moments.Select(moment => (moment - DateTime.UnixEpoch).TotalDays).ToEquatableArray());
    }

    static ColumnGrid OfNumbers(Column column, DependenceOptions options)
    {
        var values = Values(Ordered.Finite(column), options);
        return new ColumnGrid(Column.Of(column.Name, values), values.ToEquatableArray());
    }

    static double[] Values(double[] sorted, DependenceOptions options)
    {
        var distinct = sorted.Distinct().Take(options.GridSize + 1).ToArray();
        if (distinct.Length <= options.GridSize)
        {
            return distinct;
        }

        var (low, high) = (Ordered.Quantile(sorted, options.Tail), Ordered.Quantile(sorted, 1 - options.Tail));
        var places = Enumerable.Range(0, options.GridSize).Select(place => (double)place / (options.GridSize - 1));
        return options.Spacing == GridSpacing.Even
            ? [.. places.Select(place => place < 1 ? low + (place * (high - low)) : high).Distinct()]
            : [.. places.Select(place => Ordered.Quantile(sorted, options.Tail + (place * (1 - (2 * options.Tail))))).Distinct()];
    }

    static string Label(Column points, int place) =>
        points is Column<double> numbers ? numbers.Values[place].ToString("G6", CultureInfo.InvariantCulture) : points.Format(place);
}

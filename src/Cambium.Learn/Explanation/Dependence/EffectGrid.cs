using System.Globalization;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Borders between intervals of a column's values, and the interval of each row.</summary>
sealed class EffectGrid
{
    EffectGrid(Column borders, EquatableArray<double> numbers, int[] intervalOf)
    {
        Borders = borders;
        IntervalOf = intervalOf;
        Axis = new DependenceAxis(
            borders.Name,
            Enumerable.Range(0, borders.Length).Select(place => borders is Column<double> values ? values.Values[place].ToString("G6", CultureInfo.InvariantCulture) : borders.Format(place)).ToEquatableArray(),
            numbers);
    }

    /// <summary>The borders, as a column of the same type: one more than there are intervals.</summary>
    internal Column Borders { get; }

    /// <summary>The interval of each row, from 0; −1 where the value is missing.</summary>
    internal int[] IntervalOf { get; }

    internal DependenceAxis Axis { get; }

    internal int Intervals => Borders.Length - 1;

    /// <summary>Parts a column's values.</summary>
    /// <exception cref="ArgumentException">Its values have no order.</exception>
    /// <exception cref="TableException">There are not two different ones.</exception>
    internal static EffectGrid Of(Column column, Field field, EffectOptions options)
    {
        if (field.Type is not (ColumnType.Float64 or ColumnType.Int64 or ColumnType.DateTime or ColumnType.Boolean))
        {
            throw new ArgumentException(
                $"Column '{column.Name}' holds {field.Type} values, which have no order to accumulate effects along; use partial dependence, or name a column of numbers, truths or moments.", nameof(column));
        }

        var moments = column as Column<DateTime>;
        var values = moments is null ? ColumnFit.Numbers(column).ToArray() : [.. moments.Values.ToArray().Select((moment, row) => moments.Validity[row] ? moment.Ticks : double.NaN)];
        double[] sorted = [.. values.Where(value => !double.IsNaN(value)).Order()];
        if (sorted.Length == 0 || sorted[0] == sorted[^1] || !double.IsFinite(sorted[0]) || !double.IsFinite(sorted[^1]))
        {
            throw new TableException($"Column '{column.Name}' has not two different finite values, or infinite ones, so that there is nothing to accumulate along; give rows where it differs.") { Column = column.Name };
        }

        var borders = BordersOf(sorted, options.Intervals);
        int[] intervals = [.. values.Select(value => double.IsNaN(value) ? -1 : IntervalAt(borders, value))];
        return moments is null
            ? new EffectGrid(field.Type == ColumnType.Boolean ? Column.Of(column.Name, [false, true]) : Column.Of(column.Name, borders), borders.ToEquatableArray(), intervals)
            : OfMoments(column.Name, Array.ConvertAll(borders, ticks => new DateTime((long)ticks, DateTimeKind.Utc)), intervals);
    }

    static EffectGrid OfMoments(string name, DateTime[] borders, int[] intervals) =>
        new(Column.Of(name, borders), borders.Select(moment => (moment - DateTime.UnixEpoch).TotalDays).ToEquatableArray(), intervals);

    // The greatest value at most each quantile, so that borders are values that occur and no interval is empty.
    static double[] BordersOf(double[] sorted, int intervals)
    {
        var borders = new List<double> { sorted[0] };
        for (var i = 1; i <= intervals; i++)
        {
            var border = sorted[(int)((long)i * (sorted.Length - 1) / intervals)];
            if (border > borders[^1])
            {
                borders.Add(border);
            }
        }

        return [.. borders];
    }

    // Intervals are open below and closed above; the first holds the least value too.
    static int IntervalAt(double[] borders, double value)
    {
        var place = Array.BinarySearch(borders, value);
        return Math.Max((place < 0 ? ~place : place) - 1, 0);
    }
}

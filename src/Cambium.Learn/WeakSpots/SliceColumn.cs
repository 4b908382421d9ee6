using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A column as conditions, one of which each row fulfils, or none.</summary>
/// <param name="Codes">The condition of each row; −1: none.</param>
/// <param name="Conditions">The conditions.</param>
sealed record SliceColumn(int[] Codes, SliceCondition[] Conditions)
{
    /// <summary>Whether a column can be sliced by.</summary>
    internal static bool IsSliceable(Column column) => column is not (Column<DateTime> or SparseColumn);

    /// <summary>Cuts a column into conditions.</summary>
    internal static SliceColumn Of(Column column, WeakSpotOptions options)
    {
        var isNumber = column is Column<double> or Column<long>;
        var sorted = isNumber ? Present(column).Select(row => Number(column, row)).Order().ToArray() : [];
        var distinct = sorted.Distinct().Take(options.Bins + 1).Count();
        var parts = isNumber && distinct > options.Bins ? ByRange(column, sorted, options.Bins) : ByValue(column, options.MaxLevels);
        if (column.MissingCount == 0)
        {
            return parts;
        }

        var missing = parts.Conditions.Length;
        for (var row = 0; row < column.Length; row++)
        {
            parts.Codes[row] = column.IsMissing(row) ? missing : parts.Codes[row];
        }

        return parts with { Conditions = [.. parts.Conditions, new SliceCondition(column.Name, SliceConditionKind.Missing, "", double.NegativeInfinity, double.PositiveInfinity)] };
    }

    /// <summary>The number in a row of a column of numbers.</summary>
    internal static double Number(Column column, int row) => column is Column<long> whole ? whole.Values[row] : ((Column<double>)column).Values[row];

    static SliceColumn ByRange(Column column, double[] sorted, int bins)
    {
        // Equal borders, where a value is frequent, are one; nothing lies below a border at the least value.
        var borders = Enumerable.Range(1, bins - 1).Select(bin => sorted[(int)((long)bin * sorted.Length / bins)]).Where(border => border > sorted[0]).Distinct().ToArray();
        double[] ends = [double.NegativeInfinity, .. borders, double.PositiveInfinity];
        return new SliceColumn(
            [.. Enumerable.Range(0, column.Length).Select(row => column.IsMissing(row) ? -1 : borders.Count(border => border <= Number(column, row)))],
            [.. Enumerable.Range(0, borders.Length + 1).Select(bin => new SliceCondition(column.Name, SliceConditionKind.Range, "", ends[bin], ends[bin + 1]))]);
    }

    static SliceColumn ByValue(Column column, int maxLevels)
    {
        var values = Enumerable.Range(0, column.Length).Select(row => column.IsMissing(row) ? null : column.Format(row)).ToArray();
        var levels = values.OfType<string>().GroupBy(value => value).OrderByDescending(rows => rows.Count()).ThenBy(rows => rows.Key, StringComparer.Ordinal).Take(maxLevels).Select(rows => rows.Key).ToArray();
        var places = levels.Select((level, place) => (level, place)).ToDictionary(pair => pair.level, pair => pair.place);
        return new SliceColumn(
            Array.ConvertAll(values, value => value is null ? -1 : places.GetValueOrDefault(value, -1)),
            Array.ConvertAll(levels, level => new SliceCondition(column.Name, SliceConditionKind.Value, level, double.NegativeInfinity, double.PositiveInfinity)));
    }

    static IEnumerable<int> Present(Column column) => Enumerable.Range(0, column.Length).Where(row => !column.IsMissing(row));
}

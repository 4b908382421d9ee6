using System.Globalization;
using Cambium.Data;

namespace Cambium.Cli;

/// <summary>Places on a column's axis as its values read.</summary>
static class AxisText
{
    /// <summary>A place, as <see cref="FeatureNumbers"/> tells it.</summary>
    internal static string Of(Column column, double place) => column switch
    {
        Column<DateTime> => DateTime.UnixEpoch.AddDays(place).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => Figure.Of(place),
    };

    /// <summary>What the shades of a column's values go from and to; for a category without an order, how many levels it has.</summary>
    internal static string Range(Column column)
    {
        if (column is CategoryColumn category)
        {
            return FeatureNumbers.TwoLevels(category) is var (first, second) ? $"{first} to {second}" : Figure.Count(Enumerable.Range(0, column.Length).Select(column.Format).Distinct().Count(), "value");
        }

        var known = FeatureNumbers.Of(column)?.Where(double.IsFinite).ToArray();
        return known is null ? Figure.Count(Enumerable.Range(0, column.Length).Select(column.Format).Distinct().Count(), "value")
            : known.Length == 0 ? "missing in all rows"
            : column is Column<bool> ? "false to true"
            : $"{Of(column, known.Min())} to {Of(column, known.Max())}";
    }
}

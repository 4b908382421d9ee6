using Cambium.Data;

namespace Cambium.Cli;

/// <summary>The values of a column as places on an axis.</summary>
static class FeatureNumbers
{
    /// <summary>Numbers as they are, moments as days since 1970, truths and categories of two levels as 0 and 1; NaN where missing. Null for columns without an order.</summary>
    internal static double[]? Of(Column column) => column switch
    {
        Column<double> numbers => Map(column, row => numbers.Values[row]),
        Column<long> numbers => Map(column, row => numbers.Values[row]),
        Column<bool> truths => Map(column, row => truths.Values[row] ? 1 : 0),
        Column<DateTime> moments => Map(column, row => (moments.Values[row] - DateTime.UnixEpoch).TotalDays),
        CategoryColumn category when TwoLevels(category) is { } levels => Map(column, row => category[row] == levels.Second ? 1 : 0),
        _ => null,
    };

    /// <summary>The two levels of a category that has no more, in their order; null for others.</summary>
    internal static (string First, string Second)? TwoLevels(CategoryColumn column)
    {
        var codes = new HashSet<int>();
        foreach (var code in column.Codes)
        {
            if (code != CategoryColumn.MissingCode)
            {
                codes.Add(code);
            }
        }

        var met = codes.Select(code => column.Levels[code]).Order(StringComparer.Ordinal).ToArray();
        return met is [var first, var second] ? (first, second) : null;
    }

    static double[] Map(Column column, Func<int, double> value)
    {
        var numbers = new double[column.Length];
        for (var row = 0; row < numbers.Length; row++)
        {
            numbers[row] = column.IsMissing(row) ? double.NaN : value(row);
        }

        return numbers;
    }
}

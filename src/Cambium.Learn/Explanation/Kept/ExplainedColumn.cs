using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A column of an <see cref="ExplainedSample"/>, with the values of its rows.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Type">What its values are.</param>
/// <param name="Numbers">The values as numbers, one a row: truths as 0 and 1, moments as days since 1970-01-01, categories as places in <paramref name="Levels"/>; NaN where missing and for text and vectors.</param>
/// <param name="Texts">The values as texts of at most 40 characters, one a row; "missing" where there is none.</param>
/// <param name="Levels">The levels of a category that the rows hold, in their order; empty for others.</param>
public sealed record ExplainedColumn(string Name, ColumnType Type, EquatableArray<double> Numbers, EquatableArray<string> Texts, EquatableArray<string> Levels)
{
    const int MostText = 40;

    /// <summary>Reads a column.</summary>
    internal static ExplainedColumn Of(Column column)
    {
        var levels = column is CategoryColumn category ? LevelsOf(category) : [];
        var places = levels.Select((level, place) => (level, place)).ToDictionary(pair => pair.level, pair => (double)pair.place);
        return new ExplainedColumn(
            column.Name,
            column.Type,
            Enumerable.Range(0, column.Length).Select(row => column.IsMissing(row) ? double.NaN : Number(column, row, places)).ToEquatableArray(),
            Enumerable.Range(0, column.Length).Select(row => Text(column, row)).ToEquatableArray(),
            levels.Select(Cut).ToEquatableArray());
    }

    /// <summary>A value as it stands in sentences and tables.</summary>
    internal static string Text(Column column, int row) => column.IsMissing(row) ? "missing"
        : column is Column<double> numbers ? numbers.Values[row].ToString("G6", System.Globalization.CultureInfo.InvariantCulture)
        : Cut(column.Format(row));

    /// <summary>A text of a bounded length, on one line.</summary>
    internal static string Cut(string text)
    {
        var line = text.Length <= MostText ? text : $"{text[..(MostText - 1)]}…";
        return line.Any(char.IsControl) ? string.Concat(line.Select(letter => char.IsControl(letter) ? ' ' : letter)) : line;
    }

    static string[] LevelsOf(CategoryColumn column)
    {
        var codes = new HashSet<int>(column.Codes.ToArray());
        return [.. column.Levels.Where((_, code) => codes.Contains(code))];
    }

    static double Number(Column column, int row, Dictionary<string, double> places) => column switch
    {
        Column<double> numbers => numbers.Values[row],
        Column<long> numbers => numbers.Values[row],
        Column<bool> truths => truths.Values[row] ? 1 : 0,
        Column<DateTime> moments => (moments.Values[row] - DateTime.UnixEpoch).TotalDays,
        CategoryColumn category => places[category[row]!], // not missing, as was looked up before
        _ => double.NaN,
    };
}

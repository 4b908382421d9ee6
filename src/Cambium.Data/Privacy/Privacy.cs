using System.Globalization;
using System.Text;

namespace Cambium.Data;

/// <summary>Makes tables tell less of people. What is missing stays missing; the table given is left as it is.</summary>
public static class Privacy
{
    /// <summary>The values with a star for every letter and digit, but for the last ones; signs and spaces stay.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="column">The column; it becomes text.</param>
    /// <param name="keep">How many letters and digits stay at the end. Default 0. A value that has no more than twice as many is masked whole.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="keep"/> is negative.</exception>
    public static Table Mask(Table table, string column, int keep = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(keep);
        return Texts(table, column, value => Masked(value, 0, keep));
    }

    /// <summary>
    /// Another name for every value: 32 letters, equal for equal values and keys, so that rows still join and group. Who has the key can find out by trying whose they are; pseudonymous data
    /// are still personal data.
    /// </summary>
    /// <param name="table">The rows.</param>
    /// <param name="column">The column; it becomes text.</param>
    /// <param name="key">The secret.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public static Table Pseudonymise(Table table, string column, PseudonymKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Texts(table, column, key.PseudonymOf);
    }

    /// <summary>No value in any row, which keeps the column's place and name.</summary>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public static Table Suppress(Table table, string column) => Texts(table, column, _ => null);

    /// <summary>Ranges in place of numbers, as "[20, 30)". Infinities become missing.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="column">A column of numbers; it becomes a category.</param>
    /// <param name="width">How wide a range is, above 0.</param>
    /// <param name="origin">Where one of the ranges begins. Default 0.</param>
    /// <exception cref="ArgumentException">There is no such column, or it holds no numbers.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The width is not above 0.</exception>
    public static Table Bin(Table table, string column, double width, double origin = 0)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (!(width > 0) || !double.IsFinite(width) || !double.IsFinite(origin))
        {
            throw new ArgumentOutOfRangeException(nameof(width), width, "The width of a range is a finite number above 0, and its origin a finite number.");
        }

        var found = table[column];
        Func<int, double> numberOf = found switch
        {
            Column<double> numbers => row => numbers.Values[row],
            Column<long> numbers => row => numbers.Values[row],
            _ => throw new ArgumentException($"Column '{column}' is of type {found.Type}; ranges are made of numbers.", nameof(column)),
        };
        return table.With(Column.Of(column, [.. Enumerable.Range(0, found.Length).Select(row => found.Validity[row] && double.IsFinite(numberOf(row)) ? Range(numberOf(row)) : null)]));

        string Range(double value)
        {
            var bin = Math.Floor((value - origin) / width);
            return string.Create(CultureInfo.InvariantCulture, $"[{origin + (bin * width):G12}, {origin + ((bin + 1) * width):G12})");
        }
    }

    /// <summary>The first day of each date's month or year.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="column">A column of dates.</param>
    /// <param name="toYear">The year's rather than the month's.</param>
    /// <exception cref="ArgumentException">There is no such column, or it holds no dates.</exception>
    public static Table Coarsen(Table table, string column, bool toYear)
    {
        ArgumentNullException.ThrowIfNull(table);
        var moments = table.Column<DateTime>(column);
        var firsts = new DateTime[moments.Length];
        for (var row = 0; row < firsts.Length; row++)
        {
            var value = moments.Values[row];
            firsts[row] = moments.Validity[row] ? new DateTime(value.Year, toYear ? 1 : value.Month, 1, 0, 0, 0, value.Kind) : default;
        }

        return table.With(new Column<DateTime>(column, firsts, moments.Validity));
    }

    /// <summary>Wider groups in place of values.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="column">The column; it becomes a category.</param>
    /// <param name="groups">The group of each value, in plain text form.</param>
    /// <param name="otherwise">The group of values that are not among them; null makes them missing.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public static Table Group(Table table, string column, IReadOnlyDictionary<string, string> groups, string? otherwise = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(groups);
        var found = table[column];
        return table.With(Column.Of(column, [.. Enumerable.Range(0, found.Length).Select(row => found.Validity[row] ? groups.GetValueOrDefault(found.Format(row)) ?? otherwise : null)]));
    }

    /// <summary>Stars for letters and digits but some at the ends; of short values for all.</summary>
    internal static string Masked(string value, int keepFirst, int keepLast)
    {
        var letters = value.Count(char.IsLetterOrDigit);
        var isShort = letters <= 2 * (keepFirst + keepLast);
        var masked = new StringBuilder(value.Length);
        var seen = 0;
        foreach (var letter in value)
        {
            // Halves of surrogate pairs are no letters to char, and would tell them.
            var isLetter = char.IsLetterOrDigit(letter);
            seen += isLetter ? 1 : 0;
            var isKept = isLetter ? !isShort && (seen <= keepFirst || seen > letters - keepLast) : !char.IsSurrogate(letter) && !char.IsControl(letter);
            masked.Append(isKept ? letter : '*');
        }

        return masked.ToString();
    }

    static Table Texts(Table table, string column, Func<string, string?> map)
    {
        ArgumentNullException.ThrowIfNull(table);
        var found = table[column];
        return table.With(TextColumn.FromValues(column, [.. Enumerable.Range(0, found.Length).Select(row => found.Validity[row] ? map(found.Format(row)) : null)]));
    }
}

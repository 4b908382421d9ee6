using System.Globalization;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>What holds of one row's value, and in which of other rows it holds too: being in the same quarter of the numbers, or the same value.</summary>
sealed class ColumnCondition
{
    const int Quarters = 4;

    ColumnCondition(string column, string text, bool[] holds)
    {
        (Column, Text, Holds) = (column, text, holds);
    }

    internal string Column { get; }

    /// <summary>"age ≤ 41", "colour = red", "age is missing".</summary>
    internal string Text { get; }

    /// <summary>Whether it holds, one a row of the background.</summary>
    internal bool[] Holds { get; }

    /// <summary>The condition of a value.</summary>
    /// <param name="explained">The value, a column of one row.</param>
    /// <param name="background">Other rows' values.</param>
    /// <param name="field">What the model learned the column as.</param>
    /// <exception cref="ArgumentException">The column's values are free text or vectors.</exception>
    internal static ColumnCondition Of(Column explained, Column background, Field field)
    {
        if (field.Type is ColumnType.String or ColumnType.Sparse)
        {
            throw new ArgumentException(
                $"Column '{field.Name}' holds {field.Type} values, around which no rows can be made; {(field.Type == ColumnType.String ? "explain its words with Lime.OfText" : "use KernelSHAP")}.", nameof(explained));
        }

        return IsNumber(explained, field) && Ordered.Finite(background) is { Length: > 0 } numbers && numbers[0] < numbers[^1]
            ? Quarter(explained, background, numbers)
            : Same(explained, background);
    }

    internal static bool IsNumber(Column explained, Field field) => field.Type is ColumnType.Float64 or ColumnType.Int64 && !explained.IsMissing(0);

    static ColumnCondition Same(Column explained, Column background)
    {
        var (text, isMissing) = (explained.Format(0), explained.IsMissing(0));
        var holds = Enumerable.Range(0, background.Length).Select(row => background.IsMissing(row) == isMissing && (isMissing || background.Format(row) == text)).ToArray();
        return new ColumnCondition(explained.Name, $"{explained.Name} {(isMissing ? "is missing" : $"= {text}")}", holds);
    }

    static ColumnCondition Quarter(Column explained, Column background, double[] numbers)
    {
        double[] borders = [.. Enumerable.Range(1, Quarters - 1).Select(quarter => Ordered.Quantile(numbers, quarter / (double)Quarters)).Distinct()];
        var own = Place(ColumnFit.Numbers(explained).Span[0]);
        var name = explained.Name;
        var text = own == 0 ? $"{name} ≤ {Number(borders[0])}"
            : own == borders.Length ? $"{name} > {Number(borders[^1])}"
            : $"{Number(borders[own - 1])} < {name} ≤ {Number(borders[own])}";
        return new ColumnCondition(name, text, Array.ConvertAll(ColumnFit.Numbers(background).ToArray(), value => !double.IsNaN(value) && Place(value) == own));

        int Place(double value)
        {
            var at = Array.BinarySearch(borders, value);
            return at < 0 ? ~at : at;
        }
    }

    static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}

using System.Globalization;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>
/// Reads a target column as classes. A class is known by its text, so that 1 in a column of whole numbers and "1" in a column of text are
/// the same.
/// </summary>
static class ClassLabels
{
    /// <summary>The code of a row without a value.</summary>
    internal const int Missing = -1;

    /// <summary>The code of a row whose value is none of the classes.</summary>
    internal const int Unseen = -2;

    // Above 2^53 a double no longer tells neighbouring whole numbers apart.
    const double LargestWhole = 9007199254740992;

    /// <summary>Whether a classifier can take a column as its target; the text says why not, or is null.</summary>
    internal static string? Problem(Column column) => column switch
    {
        Column<DateTime> => $"the target '{column.Name}' holds moments; a classifier's target holds categories, texts, truths or whole numbers",
        Column<double> numbers when FirstBroken(numbers) is { } broken =>
            $"the target '{column.Name}' holds the number {broken.ToString(CultureInfo.InvariantCulture)}; a classifier's target holds categories, " +
            "texts, truths or whole numbers: use a regressor, or cut the numbers into categories",
        _ => null,
    };

    /// <summary>
    /// The distinct values of the column in the order of <see cref="ClassifierModel.Classes"/>; levels that no row has are no classes.
    /// </summary>
    internal static EquatableArray<string> ClassesOf(Column column) => column switch
    {
        Column<long> numbers => Distinct(numbers, number => number).Order().Select(number => number.ToString(CultureInfo.InvariantCulture)).ToEquatableArray(),
        Column<double> numbers => Distinct(numbers, Whole).Order().Select(number => number.ToString(CultureInfo.InvariantCulture)).ToEquatableArray(),
        Column<bool> truths => Distinct(truths, truth => truth).Order().Select(Label).ToEquatableArray(),
        CategoryColumn category => category.Codes.ToArray().Distinct().Where(code => code >= 0).Select(code => category.Levels[code])
            .Order(StringComparer.Ordinal).ToEquatableArray(),
        TextColumn text => Enumerable.Range(0, text.Length).Select(row => text[row]).OfType<string>().Distinct().Order(StringComparer.Ordinal).ToEquatableArray(),
        _ => [],
    };

    /// <summary>The place of each row's value among the classes, or <see cref="Missing"/> or <see cref="Unseen"/>.</summary>
    internal static int[] Encode(Column column, EquatableArray<string> classes)
    {
        var placeOf = classes.Select((name, place) => (name, place)).ToDictionary(pair => pair.name, pair => pair.place);
        return column switch
        {
            Column<long> numbers => Encode(numbers, number => Place(number.ToString(CultureInfo.InvariantCulture))),
            Column<double> numbers => Encode(numbers, number => Math.Floor(number) == number ? Place(Whole(number).ToString(CultureInfo.InvariantCulture)) : Unseen),
            Column<bool> truths => Encode(truths, truth => Place(Label(truth))),
            CategoryColumn category => Encode(category, category.Levels.Select(Place).ToArray()),
            TextColumn text => Enumerable.Range(0, text.Length).Select(row => text[row] is { } value ? Place(value) : Missing).ToArray(),
            _ => Enumerable.Repeat(Unseen, column.Length).ToArray(),
        };

        int Place(string label) => placeOf.TryGetValue(label, out var place) ? place : Unseen;
    }

    static string Label(bool truth) => truth ? "true" : "false";

    static long Whole(double number) => (long)number;

    static double? FirstBroken(Column<double> numbers)
    {
        foreach (var number in numbers.Values)
        {
            if (!double.IsNaN(number) && (Math.Floor(number) != number || Math.Abs(number) > LargestWhole))
            {
                return number;
            }
        }

        return null;
    }

    static HashSet<TResult> Distinct<T, TResult>(Column<T> column, Func<T, TResult> value)
        where T : unmanaged
    {
        var distinct = new HashSet<TResult>();
        for (var row = 0; row < column.Length; row++)
        {
            if (column.Validity[row])
            {
                distinct.Add(value(column.Values[row]));
            }
        }

        return distinct;
    }

    static int[] Encode<T>(Column<T> column, Func<T, int> place)
        where T : unmanaged
    {
        var known = new Dictionary<T, int>();
        var codes = new int[column.Length];
        for (var row = 0; row < codes.Length; row++)
        {
            if (!column.Validity[row])
            {
                codes[row] = Missing;
                continue;
            }

            var value = column.Values[row];
            if (!known.TryGetValue(value, out codes[row]))
            {
                codes[row] = place(value);
                known.Add(value, codes[row]);
            }
        }

        return codes;
    }

    static int[] Encode(CategoryColumn column, int[] placeOfCode)
    {
        var learned = column.Codes;
        var codes = new int[learned.Length];
        for (var row = 0; row < codes.Length; row++)
        {
            codes[row] = learned[row] == CategoryColumn.MissingCode ? Missing : placeOfCode[learned[row]];
        }

        return codes;
    }
}

using System.Globalization;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>The group of each row of a table.</summary>
/// <param name="By">What the groups go by: the column, or several joined by ×.</param>
/// <param name="Names">The groups, the largest first.</param>
/// <param name="Codes">The group of each row.</param>
sealed record GroupKeys(string By, EquatableArray<string> Names, int[] Codes)
{
    /// <summary>What a row without a value is called.</summary>
    internal const string Missing = "(missing)";

    /// <summary>Whole numbers of more distinct values are cut into bins.</summary>
    const int MostValues = 10;

    /// <summary>More groups than anyone reads; an identifier makes so many.</summary>
    const int MostGroups = 200;

    const string Joint = " × ";

    /// <summary>Makes sure that groups are not made of the answers themselves.</summary>
    /// <exception cref="ArgumentException">They are.</exception>
    internal static void ThrowIfTarget(string target, IEnumerable<string> columns)
    {
        if (columns.Contains(target))
        {
            throw new ArgumentException($"'{target}' is what the model predicts, so that groups by it are the answers themselves. Name another column.", nameof(columns));
        }
    }

    /// <summary>Finds the groups.</summary>
    /// <exception cref="ArgumentException">A column is not there, none is named, or borders do not fit.</exception>
    /// <exception cref="TableException">The columns make no groups, only one, too many, or are mostly missing.</exception>
    internal static GroupKeys Of(Table rows, FairnessOptions options)
    {
        CheckSettings(options);
        var columns = options.Columns.Select(name => rows[name]).ToArray();
        Array.ForEach(columns, Check);
        var joined = Joined(Array.ConvertAll(columns, column => Labels(column, BordersOf(column, options))), rows.RowCount);
        var by = string.Join(Joint, options.Columns);
        var names = BySize(joined);
        if (names.Count < 2)
        {
            throw new TableException(
                names.Count == 0
                    ? "The table has no rows to compare groups in. Give rows with the target and the group."
                    : $"'{by}' has one group, '{names[0]}', in all {rows.RowCount} rows, and fairness compares groups. Give rows of several groups, or name another column.")
            { Column = columns[0].Name };
        }

        if (names.Count > MostGroups)
        {
            throw new TableException(
                $"'{by}' makes {names.Count} groups of {rows.RowCount} rows, expected at most {MostGroups}. Name a column of fewer values, or join values first.") { Column = columns[0].Name };
        }

        var placeOf = names.Select((name, place) => (name, place)).ToDictionary(pair => pair.name, pair => pair.place);
        return new GroupKeys(by, names, Array.ConvertAll(joined, name => placeOf[name]));
    }

    /// <summary>Makes sure that a column can make groups.</summary>
    /// <exception cref="TableException">It cannot, or is mostly missing.</exception>
    internal static void Check(Column column)
    {
        if (column.Type is ColumnType.DateTime or ColumnType.Sparse)
        {
            throw new TableException($"Column '{column.Name}' holds {column.Type} values, which make no groups; give a column of categories, texts, truths or numbers.") { Column = column.Name };
        }

        if (column.MissingCount * 2L > column.Length)
        {
            throw new TableException(
                $"Column '{column.Name}' is missing in {column.MissingCount} of {column.Length} rows, more than half, so that nothing can be said of its groups. Fill it in, or name another column.")
            { Column = column.Name };
        }
    }

    /// <summary>The text of each row's value as a group of its column.</summary>
    /// <param name="column">The column.</param>
    /// <param name="borders">Where numbers are cut; null: values are groups as they are.</param>
    internal static string[] Labels(Column column, double[]? borders)
    {
        if (borders is null)
        {
            return [.. Enumerable.Range(0, column.Length).Select(row => column.IsMissing(row) ? Missing : column.Format(row))];
        }

        var names = Enumerable.Range(0, borders.Length + 1).Select(bin => NameOf(borders, bin)).ToArray();
        var numbers = ColumnFit.Numbers(column).ToArray();
        return Array.ConvertAll(numbers, number => double.IsNaN(number) ? Missing : names[borders.Count(border => number >= border)]);
    }

    /// <summary>The labels of several columns as one.</summary>
    internal static string[] Joined(string[][] labels, int rows) => [.. Enumerable.Range(0, rows).Select(row => string.Join(Joint, labels.Select(own => own[row])))];

    /// <summary>The groups that occur, the largest first.</summary>
    internal static EquatableArray<string> BySize(IEnumerable<string> labels) =>
        labels.CountBy(name => name).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Key).ToEquatableArray();

    /// <summary>The quantiles at which a column of many numbers is cut; null where its values are groups as they are.</summary>
    internal static double[]? OwnBorders(Column column, int bins)
    {
        if (column.Type is not (ColumnType.Float64 or ColumnType.Int64))
        {
            return null;
        }

        var sorted = Ordered.Finite(column);
        return sorted.Distinct().Take(MostValues + 1).Count() <= MostValues ? null : BinBorders.Of(sorted, bins, BinStrategy.Quantile);
    }

    static double[]? BordersOf(Column column, FairnessOptions options)
    {
        if (options.Borders.FirstOrDefault(given => given.Column == column.Name) is not { } own)
        {
            return OwnBorders(column, options.Bins);
        }

        return column.Type is ColumnType.Float64 or ColumnType.Int64
            ? [.. own.Values]
            : throw new ArgumentException($"Borders are given for column '{column.Name}', which holds {column.Type} values; only numbers are cut. Leave the borders out.", nameof(options));
    }

    static string NameOf(double[] borders, int bin)
    {
        string Text(int place) => borders[place].ToString("G6", CultureInfo.InvariantCulture);
        return borders.Length == 0 ? "all" : bin == 0 ? $"under {Text(0)}" : bin == borders.Length ? $"{Text(bin - 1)} or more" : $"{Text(bin - 1)} to under {Text(bin)}";
    }

    static void CheckSettings(FairnessOptions options)
    {
        var problems = new List<string>();
        if (options.Columns.Count == 0)
        {
            problems.Add("no column is named whose values make the groups");
        }

        problems.AddRange(options.Columns.CountBy(name => name).Where(pair => pair.Value > 1).Select(pair => $"the column '{pair.Key}' is named twice"));
        foreach (var (column, values) in options.Borders)
        {
            if (options.Columns.IndexOf(column) < 0)
            {
                problems.Add($"borders are given for '{column}', which is not among the columns");
            }

            if (values.Count == 0 || values.Any(value => !double.IsFinite(value)) || values.Zip(values.Skip(1)).Any(pair => pair.First >= pair.Second))
            {
                problems.Add($"the borders of '{column}' are not finite numbers in rising order");
            }
        }

        if (problems.Count > 0)
        {
            throw new ArgumentException($"The groups cannot be made: {string.Join("; ", problems)}.", nameof(options));
        }
    }
}

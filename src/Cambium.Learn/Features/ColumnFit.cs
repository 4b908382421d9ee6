using Cambium.Data;

namespace Cambium.Learn;

/// <summary>
/// Brings columns to the types that a model learned. The same values may come typed otherwise: a file of one row has no repeating text, so
/// that a category reads as text, and whole numbers stand where decimals stood.
/// </summary>
static class ColumnFit
{
    /// <summary>The rows with the given columns as they were learned, and the others as they are.</summary>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="TableException">Columns do not fit; the message lists all of them.</exception>
    internal static Table Fit(Table rows, IEnumerable<Field> fields)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var problems = new List<string>();
        foreach (var field in fields)
        {
            var column = rows[field.Name];
            if (As(column, field) is not { } fitting)
            {
                problems.Add(Problem(column, field));
            }
            else if (!ReferenceEquals(fitting, column))
            {
                rows = rows.With(fitting);
            }
        }

        ThrowIfAny(problems);
        return rows;
    }

    /// <summary>
    /// The column as the type that a model learned, or null where it does not fit. Numbers, whole or not, stand for each other as they are.
    /// </summary>
    internal static Column? As(Column column, Field field) => (field.Type, column) switch
    {
        (ColumnType.Float64 or ColumnType.Int64, Column<double> or Column<long>) => column,
        (ColumnType.Float64 or ColumnType.Int64, Column<bool>) => new Column<double>(column.Name, Numbers(column), column.Validity),
        (ColumnType.Boolean, Column<bool>) => column,
        (ColumnType.Boolean, Column<long> numbers) => Truths(numbers),
        (ColumnType.DateTime, Column<DateTime>) => column,
        (ColumnType.Category, CategoryColumn) => column,
        (ColumnType.Category, TextColumn text) => CategoryColumn.FromValues(text.Name, [.. Enumerable.Range(0, text.Length).Select(row => text[row])]),
        (ColumnType.String, _) => column,
        (ColumnType.Sparse, SparseColumn vectors) => HasPlaces(vectors, field) ? column : null,
        _ when column.MissingCount == column.Length => Missing(column, field.Type),
        (ColumnType.Category, Column<long> or Column<bool>) => Levels(column, field.Levels),
        _ => null,
    };

    /// <summary>The values of a column of numbers, whole or not, or of truths; NaN where missing. Decimals are not copied.</summary>
    internal static ReadOnlyMemory<double> Numbers(Column column)
    {
        if (column is Column<double> decimals)
        {
            return decimals.Memory;
        }

        var numbers = new double[column.Length];
        var whole = column is Column<long> longs ? longs.Values : [];
        var truths = column is Column<bool> bools ? bools.Values : [];
        var validity = column.Validity;
        for (var row = 0; row < numbers.Length; row++)
        {
            numbers[row] = !validity[row] ? double.NaN : whole.Length > 0 ? whole[row] : truths[row] ? 1 : 0;
        }

        return numbers;
    }

    /// <summary>Why a column does not fit.</summary>
    internal static string Problem(Column column, Field field) =>
        column is SparseColumn vectors && field.Type == ColumnType.Sparse ? PlaceProblem(vectors, field) :
        $"column '{column.Name}' holds {column.Type} values, but the model learned it as {field.Type}" +
        (field.Type == ColumnType.Category && column is Column<long> or Column<bool> ? $" with the levels {string.Join(", ", field.Levels.Take(10))}" : "");

    /// <summary>Throws one exception that tells all the problems, if there are any.</summary>
    /// <exception cref="TableException">There are problems.</exception>
    internal static void ThrowIfAny(List<string> problems)
    {
        if (problems.Count > 0)
        {
            throw new TableException(
                $"The table does not fit the model: {string.Join("; ", problems)}. Give the columns the types they had at training.");
        }
    }

    // Names that one side lacks are not compared.
    static bool HasPlaces(SparseColumn column, Field field) =>
        column.Width == field.Width && (column.FeatureNames.Count == 0 || field.FeatureNames.Count == 0 || column.FeatureNames == field.FeatureNames);

    static string PlaceProblem(SparseColumn column, Field field)
    {
        if (column.Width != field.Width)
        {
            return $"column '{column.Name}' holds vectors of {column.Width} numbers, but the model learned it with {field.Width}";
        }

        var other = Enumerable.Range(0, column.Width).First(place => column.FeatureNames[place] != field.FeatureNames[place]);
        return $"column '{column.Name}' names place {other} '{column.FeatureNames[other]}', but the model learned it as '{field.FeatureNames[other]}'";
    }

    // 0 and 1 are how many tools write truths; any other number tells that the wrong column was given.
    static Column<bool>? Truths(Column<long> numbers)
    {
        var truths = new bool[numbers.Length];
        for (var row = 0; row < truths.Length; row++)
        {
            if (numbers.Values[row] is not (0 or 1) && numbers.Validity[row])
            {
                return null;
            }

            truths[row] = numbers.Values[row] == 1;
        }

        return new Column<bool>(numbers.Name, truths, numbers.Validity);
    }

    static Column Missing(Column column, ColumnType type)
    {
        var none = Validity.FromRows(column.Length, _ => false);
        return type switch
        {
            ColumnType.Boolean => new Column<bool>(column.Name, new bool[column.Length], none),
            ColumnType.DateTime => new Column<DateTime>(column.Name, new DateTime[column.Length], none),
            ColumnType.Category => CategoryColumn.FromValues(column.Name, new string?[column.Length]),
            _ => Column.Of(column.Name, Enumerable.Repeat(double.NaN, column.Length).ToArray()),
        };
    }

    // Numbers given for a category are taken where each is a level; any other number tells that the wrong column was given.
    static CategoryColumn? Levels(Column column, EquatableArray<string> levels)
    {
        var codeOf = levels.Select((level, code) => (level, code)).ToDictionary(pair => pair.level, pair => pair.code);
        var codes = new int[column.Length];
        for (var row = 0; row < codes.Length; row++)
        {
            codes[row] = CategoryColumn.MissingCode;
            if (column.Validity[row] && !codeOf.TryGetValue(column.Format(row), out codes[row]))
            {
                return null;
            }
        }

        return new CategoryColumn(column.Name, codes, levels);
    }
}

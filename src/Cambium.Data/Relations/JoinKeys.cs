namespace Cambium.Data;

/// <summary>The key columns of two tables, paired and brought to one type.</summary>
static class JoinKeys
{
    /// <summary>For each key its left and its right column.</summary>
    /// <exception cref="ArgumentException">A column is not there, or two are of types that do not compare.</exception>
    internal static Column[][] Of(Table left, Table right, IReadOnlyList<string> leftOn, IReadOnlyList<string> rightOn)
    {
        ArgumentNullException.ThrowIfNull(leftOn);
        ArgumentNullException.ThrowIfNull(rightOn);
        if (leftOn.Count == 0 || leftOn.Count != rightOn.Count)
        {
            throw new ArgumentException($"A join takes as many keys of the right table as of the left, and at least one; found {leftOn.Count} and {rightOn.Count}.", nameof(leftOn));
        }

        return [.. leftOn.Zip(rightOn, (name, other) => Paired(left[name], right[other]))];
    }

    /// <summary>Two columns as ones of one type.</summary>
    internal static Column[] Paired(Column left, Column right) => (left, right) switch
    {
        (SparseColumn, _) or (_, SparseColumn) => throw Misfit(left, right),
        (Column<long> wholes, Column<double>) => [AsNumbers(wholes), right],
        (Column<double>, Column<long> wholes) => [left, AsNumbers(wholes)],
        (CategoryColumn category, TextColumn) => [AsTexts(category), right],
        (TextColumn, CategoryColumn category) => [left, AsTexts(category)],
        _ when left.Type == right.Type => [left, right],
        _ => throw Misfit(left, right),
    };

    static Column<double> AsNumbers(Column<long> column)
    {
        var numbers = new double[column.Length];
        for (var row = 0; row < numbers.Length; row++)
        {
            numbers[row] = column.Validity[row] ? column.Values[row] : double.NaN;
        }

        return new Column<double>(column.Name, numbers, column.Validity);
    }

    static TextColumn AsTexts(CategoryColumn column) => TextColumn.FromValues(column.Name, [.. Enumerable.Range(0, column.Length).Select(row => column[row])]);

    static ArgumentException Misfit(Column left, Column right) =>
        new($"Column '{left.Name}' is of type {left.Type} and column '{right.Name}' of type {right.Type}, which do not compare. Cast one of them first, for instance with AsText().");
}

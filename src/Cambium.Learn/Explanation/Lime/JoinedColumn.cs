using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Values of one column and then of another, as one column.</summary>
static class JoinedColumn
{
    /// <summary>Two columns of one name, both as <see cref="ModelAnswer.Read"/> gives them.</summary>
    internal static Column Of(Column first, Column second)
    {
        var validity = Validity.FromRows(first.Length + second.Length, row => row < first.Length ? first.Validity[row] : second.Validity[row - first.Length]);
        return (first, second) switch
        {
            (Column<bool> a, Column<bool> b) => new Column<bool>(a.Name, (bool[])[.. a.Values, .. b.Values], validity),
            (Column<DateTime> a, Column<DateTime> b) => new Column<DateTime>(a.Name, (DateTime[])[.. a.Values, .. b.Values], validity),
            (Column<long> a, Column<long> b) => new Column<long>(a.Name, (long[])[.. a.Values, .. b.Values], validity),
            (CategoryColumn a, CategoryColumn b) => CategoryColumn.FromValues(a.Name, [.. Texts(a), .. Texts(b)]),
            (Column<double> or Column<long> or Column<bool>, Column<double> or Column<long> or Column<bool>) =>
                new Column<double>(first.Name, (double[])[.. ColumnFit.Numbers(first).Span, .. ColumnFit.Numbers(second).Span], validity),
            _ => TextColumn.FromValues(first.Name, [.. Texts(first), .. Texts(second)]),
        };
    }

    static IEnumerable<string?> Texts(Column column) => Enumerable.Range(0, column.Length).Select(row => column.IsMissing(row) ? null : column.Format(row));
}

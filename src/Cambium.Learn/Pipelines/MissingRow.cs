using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>A table of a schema with one row in which everything is missing: a step that fills what is missing shows by it which columns it changes.</summary>
static class MissingRow
{
    internal static Table Of(Schema schema) => Table.Create([.. schema.Fields.Select(Of)]);

    static Column Of(Field field)
    {
        var none = Validity.FromRows(1, _ => false);
        return field.Type switch
        {
            ColumnType.Float64 => Column.Of(field.Name, [double.NaN]),
            ColumnType.Int64 => new Column<long>(field.Name, new long[1], none),
            ColumnType.Boolean => new Column<bool>(field.Name, new bool[1], none),
            ColumnType.DateTime => new Column<DateTime>(field.Name, new DateTime[1], none),
            ColumnType.String => TextColumn.FromValues(field.Name, [null]),
            ColumnType.Sparse => new SparseColumn(field.Name, new CsrMatrix(1, field.Width, new int[2], Array.Empty<int>(), Array.Empty<double>()), field.FeatureNames, none),
            _ => Column.Of(field.Name, new string?[1]),
        };
    }
}

using Cambium.Numerics;

namespace Cambium.Data;

/// <summary>A table of a schema without rows.</summary>
static class EmptyBlock
{
    internal static Table Of(Schema schema) => Table.Create([.. schema.Fields.Select(Of)]);

    static Column Of(Field field) => field.Type switch
    {
        ColumnType.Float64 => Column.Of(field.Name, Array.Empty<double>()),
        ColumnType.Int64 => Column.Of(field.Name, Array.Empty<long>()),
        ColumnType.Boolean => Column.Of(field.Name, Array.Empty<bool>()),
        ColumnType.DateTime => Column.Of(field.Name, Array.Empty<DateTime>()),
        ColumnType.Category => new CategoryColumn(field.Name, Array.Empty<int>(), field.Levels),
        ColumnType.Sparse => new SparseColumn(field.Name, new CsrMatrix(0, field.Width, new int[1], Array.Empty<int>(), Array.Empty<double>()), field.FeatureNames, Validity.All(0)),
        _ => new TextColumn(field.Name, Array.Empty<byte>(), Array.Empty<long>(), Validity.All(0)),
    };
}

using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Reads what decompositions save; whatever could not have been saved is refused.</summary>
static class DecompositionReader
{
    /// <summary>Columns of numbers, at least one.</summary>
    /// <param name="reader">The saved step.</param>
    /// <param name="withSparse">Whether sparse columns may be among them.</param>
    internal static EquatableArray<Field> Columns(ModelReader reader, bool withSparse = false)
    {
        var fields = reader.Schema("columns").Fields;
        return fields.Count > 0 && fields.All(field => field.Type is ColumnType.Float64 or ColumnType.Int64 || (withSparse && field.Type == ColumnType.Sparse))
            ? fields
            : throw new ModelFormatException(
                "model.json: 'columns' must be columns of numbers, at least one. The file is damaged; save the model again.");
    }

    /// <summary>A count of at least 1.</summary>
    internal static int Count(ModelReader reader, string name) => reader.Value<int>(name) is var count and > 0
        ? count
        : throw new ModelFormatException($"model.json: '{name}' must be at least 1. The file is damaged; save the model again.");

    /// <summary>Finite numbers of at least 0, at least one of them.</summary>
    internal static double[] Spreads(ModelReader reader, string name)
    {
        var values = reader.Array<double>(name);
        return values.Length > 0 && Array.TrueForAll(values, value => value >= 0 && double.IsFinite(value))
            ? values
            : throw new ModelFormatException(
                $"weights.safetensors: '{name}' must hold finite numbers of at least 0, at least one. The file is damaged; save the model again.");
    }
}

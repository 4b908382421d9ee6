using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Truth columns "COLUMN_missing" that tell where a value was missing.</summary>
static class MissingIndicators
{
    /// <summary>The name of a column's indicator.</summary>
    internal static string NameOf(string column) => $"{column}_missing";

    /// <summary>The columns that get an indicator: those that miss values among the training rows, where indicators are asked for.</summary>
    /// <exception cref="TableException">A column of an indicator's name is there.</exception>
    internal static EquatableArray<string> Of(Table features, Column[] columns, bool asked)
    {
        var names = asked ? columns.Where(column => column.MissingCount > 0).Select(column => column.Name).ToEquatableArray() : [];
        StepColumns.ThrowIfTaken(features, names.Select(NameOf), new HashSet<string>());
        return names;
    }

    /// <summary>Reads them of a saved step.</summary>
    internal static EquatableArray<string> Read(ModelReader reader, EquatableArray<Field> fields)
    {
        var names = reader.Value<EquatableArray<string>>("indicators");
        return names.All(name => fields.Any(field => field.Name == name)) && names.Distinct().Count() == names.Count
            ? names
            : throw new ModelFormatException("model.json: 'indicators' must name columns of the step, each once. The file is damaged or was edited; save the model again.");
    }

    internal static IEnumerable<MadeColumn> Made(EquatableArray<string> columns) => columns.Select(column => new MadeColumn(NameOf(column), [column]));

    /// <summary>The filled rows with the indicators of what was missing before.</summary>
    internal static Table Add(Table filled, Table before, EquatableArray<string> columns) =>
        columns.Aggregate(filled, (table, column) => table.With(Of(before[column])));

    /// <summary>The indicator of a column.</summary>
    internal static Column<bool> Of(Column column)
    {
        var validity = column.Validity;
        var missing = new bool[column.Length];
        for (var row = 0; row < missing.Length && !validity.AllValid; row++)
        {
            missing[row] = !validity[row];
        }

        return Column.Of(NameOf(column.Name), missing);
    }
}

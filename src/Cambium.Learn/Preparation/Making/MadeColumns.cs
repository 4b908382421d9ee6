using Cambium.Data;

namespace Cambium.Learn;

/// <summary>What steps that make columns of others do alike.</summary>
static class MadeColumns
{
    internal const string Advice = "The file is damaged or was edited; save the model again.";

    /// <summary>Most columns that a step makes unless its recipe says otherwise.</summary>
    internal const int UsualLimit = 10_000;

    internal static bool IsNumber(ColumnType type) => type is ColumnType.Float64 or ColumnType.Int64;

    /// <summary>Whether the values of a column can be told apart as the levels of a key.</summary>
    internal static bool IsKey(ColumnType type) => type is ColumnType.Category or ColumnType.Boolean or ColumnType.String or ColumnType.Int64;

    /// <summary>The number columns that a recipe chooses.</summary>
    internal static EquatableArray<Field> Numbers(Table features, ColumnSelection chosen) =>
        StepColumns.Of(features, chosen, column => IsNumber(column.Type), "numbers").Select(StepColumns.FieldOf).ToEquatableArray();

    /// <summary>Makes sure that a step does not make more columns than its recipe allows.</summary>
    /// <exception cref="TableException">It would.</exception>
    internal static void ThrowIfMore(long made, int limit, string step)
    {
        if (made > limit)
        {
            throw new TableException($"{step} would make {made} columns, but its MaxColumns is {limit}. Choose fewer columns, or raise the limit.");
        }
    }

    /// <summary>Reads the columns of a saved step.</summary>
    /// <exception cref="ModelFormatException">One is of a type that the step does not work on.</exception>
    internal static EquatableArray<Field> Read(ModelReader reader, string name, Func<ColumnType, bool> fits)
    {
        var fields = reader.Schema(name).Fields;
        var unfit = fields.FirstOrDefault(field => !fits(field.Type));
        return unfit is null
            ? fields
            : throw new ModelFormatException($"model.json: column '{unfit.Name}' in '{name}' is of type {unfit.Type}, on which the step does not work. {Advice}");
    }

    /// <summary>The rows with columns added at the end.</summary>
    internal static Table With(Table rows, IEnumerable<Column> columns) => Table.Create([.. rows.Columns, .. columns]);

    /// <summary>The rows with each of some columns replaced by what is made of it, in its place.</summary>
    internal static Table Replaced(Table rows, EquatableArray<Field> fields, Func<int, Column, IEnumerable<Column>> change)
    {
        var fitting = ColumnFit.Fit(rows, fields);
        var placeOf = fields.Select((field, place) => (field.Name, place)).ToDictionary(pair => pair.Name, pair => pair.place);
        Column[] changed = [.. fitting.Columns.SelectMany(column => placeOf.TryGetValue(column.Name, out var place) ? change(place, column) : [column])];
        return changed.Length > 0 ? Table.Create(changed) : fitting;
    }

    /// <summary>A number a row, made of the row's numbers.</summary>
    internal static Column<double> Computed(string name, int rows, Func<int, double> of)
    {
        var values = new double[rows];
        for (var row = 0; row < rows; row++)
        {
            values[row] = of(row);
        }

        return Column.Of(name, values);
    }
}

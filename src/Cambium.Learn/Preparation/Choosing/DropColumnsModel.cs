using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Drops some columns and keeps all others.</summary>
public sealed class DropColumnsModel : TransformModel
{
    internal DropColumnsModel(DropColumns recipe, EquatableArray<string> columns)
    {
        Recipe = recipe;
        Columns = columns;
    }

    /// <inheritdoc/>
    public override DropColumns Recipe { get; }

    /// <summary>The columns that are dropped.</summary>
    public EquatableArray<string> Columns { get; }

    /// <inheritdoc/>
    public override Table Apply(Table rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return rows.Drop([.. Columns]);
    }

    internal override void Write(ModelWriter writer) => writer.Value("columns", Columns);

    internal static DropColumnsModel Read(DropColumns recipe, ModelReader reader)
    {
        var columns = reader.Value<EquatableArray<string>>("columns");
        return columns.All(name => !string.IsNullOrEmpty(name)) && columns.Distinct().Count() == columns.Count
            ? new DropColumnsModel(recipe, columns)
            : throw new ModelFormatException($"model.json: the columns to drop must have distinct names. {MadeColumns.Advice}");
    }
}

using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Keeps some columns and drops all others.</summary>
public sealed class SelectColumnsModel : TransformModel
{
    readonly EquatableArray<Field> _fields;

    internal SelectColumnsModel(SelectColumns recipe, EquatableArray<Field> fields)
    {
        Recipe = recipe;
        _fields = fields;
    }

    /// <inheritdoc/>
    public override SelectColumns Recipe { get; }

    /// <summary>The columns that are kept, in the order of the training rows.</summary>
    public EquatableArray<string> Columns => _fields.Select(column => column.Name).ToEquatableArray();

    /// <inheritdoc/>
    public override Table Apply(Table rows) => ColumnFit.Fit(rows, _fields).Select([.. Columns]);

    internal override void Write(ModelWriter writer) => writer.Value("columns", new Schema(_fields));

    internal static SelectColumnsModel Read(SelectColumns recipe, ModelReader reader) => new(recipe, reader.Schema("columns").Fields);
}

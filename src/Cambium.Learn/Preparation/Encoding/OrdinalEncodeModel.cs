using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Turns levels into their places in an order.</summary>
public sealed class OrdinalEncodeModel : TransformModel
{
    readonly EquatableArray<Field> _fields;

    internal OrdinalEncodeModel(OrdinalEncode recipe, EquatableArray<Field> fields)
    {
        Recipe = recipe;
        _fields = fields;
    }

    /// <inheritdoc/>
    public override OrdinalEncode Recipe { get; }

    /// <summary>The levels of each column that the step turns, in order.</summary>
    public EquatableArray<LevelOrder> Orders => _fields.Select(column => new LevelOrder(column.Name, column.Levels)).ToEquatableArray();

    /// <inheritdoc/>
    public override Table Apply(Table rows) => ColumnChanges.Replace(rows, _fields, Encoded);

    internal override void Write(ModelWriter writer) => writer.Value("columns", new Schema(_fields));

    internal static OrdinalEncodeModel Read(OrdinalEncode recipe, ModelReader reader) => new(recipe, LevelColumns.Read(reader));

    Column<double> Encoded(int place, Column column)
    {
        var codes = ClassLabels.Encode(column, _fields[place].Levels);
        var unseen = Recipe.RefuseUnseen ? Array.IndexOf(codes, ClassLabels.Unseen) : -1;
        return unseen < 0
            ? Column.Of(column.Name, Array.ConvertAll(codes, code => code < 0 ? double.NaN : code))
            : throw new TableException(
                $"Column '{column.Name}' is '{column.Format(unseen)}' in row {unseen + 1}, which is none of the levels that {nameof(OrdinalEncode)} learned, and it is set to " +
                $"refuse such ({nameof(OrdinalEncode.RefuseUnseen)}). Correct the row, or let it be taken as missing.")
            {
                Column = column.Name,
            };
    }
}

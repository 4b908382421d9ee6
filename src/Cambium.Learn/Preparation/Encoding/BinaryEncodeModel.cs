using System.Numerics;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Turns levels into the binary digits of their numbers.</summary>
public sealed class BinaryEncodeModel : TransformModel
{
    readonly EquatableArray<Field> _fields;

    internal BinaryEncodeModel(BinaryEncode recipe, EquatableArray<Field> fields)
    {
        Recipe = recipe;
        _fields = fields;
    }

    /// <inheritdoc/>
    public override BinaryEncode Recipe { get; }

    /// <summary>The names of the new columns.</summary>
    public EquatableArray<string> Names => _fields.SelectMany(NamesOf).ToEquatableArray();

    /// <inheritdoc/>
    public override Table Apply(Table rows) => ColumnChanges.Expand(rows, _fields, Digits);

    internal override IEnumerable<MadeColumn> Made => _fields.SelectMany(column => NamesOf(column).Select(name => new MadeColumn(name, [column.Name])));

    internal override void Write(ModelWriter writer) => writer.Value("columns", new Schema(_fields));

    internal static BinaryEncodeModel Read(BinaryEncode recipe, ModelReader reader) => new(recipe, LevelColumns.Read(reader));

    static IEnumerable<string> NamesOf(Field field) => Enumerable.Range(1, DigitsOf(field)).Select(digit => $"{field.Name}_bit{digit}");

    // A column without levels keeps one digit, so that what it becomes has its place.
    static int DigitsOf(Field field) => BitOperations.Log2((uint)Math.Max(1, field.Levels.Count)) + 1;

    Column[] Digits(int place, Column column)
    {
        var codes = ClassLabels.Encode(column, _fields[place].Levels);
        var digits = DigitsOf(_fields[place]);
        return [.. NamesOf(_fields[place]).Select((name, digit) => Column.Of(name, Array.ConvertAll(codes, code => code < 0 ? 0.0 : ((code + 1) >> (digits - 1 - digit)) & 1)))];
    }
}

using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Turns categories into 0/1 columns, one for each level that training rows had.</summary>
public sealed class OneHotModel : TransformModel
{
    readonly EquatableArray<Field> _fields;

    internal OneHotModel(OneHot recipe, EquatableArray<Field> fields)
    {
        Recipe = recipe;
        _fields = fields;
    }

    /// <inheritdoc/>
    public override OneHot Recipe { get; }

    /// <summary>The names of the 0/1 columns.</summary>
    public EquatableArray<string> Names => _fields.SelectMany(column => Levels(column).Select(level => NameOf(column, level))).ToEquatableArray();

    /// <inheritdoc/>
    public override Table Apply(Table rows)
    {
        var fitting = ColumnFit.Fit(rows, _fields);
        var fieldOf = _fields.ToDictionary(field => field.Name);
        return Table.Create([
            .. fitting.Columns.SelectMany(column => fieldOf.TryGetValue(column.Name, out var field) ? Expand(column, field) : [column]),
        ]);
    }

    internal override IEnumerable<MadeColumn> Made =>
        _fields.SelectMany(column => Levels(column).Select(level => new MadeColumn(NameOf(column, level), [column.Name])));

    internal override void Write(ModelWriter writer) => writer.Value("columns", new Schema(_fields));

    internal static OneHotModel Read(OneHot recipe, ModelReader reader) => new(recipe, reader.Schema("columns").Fields);

    static string NameOf(Field field, string level) => $"{field.Name}={level}";

    IEnumerable<string> Levels(Field field) => field.Levels.Skip(Recipe.DropFirst ? 1 : 0);

    IEnumerable<Column> Expand(Column column, Field field)
    {
        var levels = Levels(field).ToEquatableArray();
        var codes = ClassLabels.Encode(column, levels);
        var values = levels.Select(_ => new double[codes.Length]).ToArray();
        for (var row = 0; row < codes.Length; row++)
        {
            if (codes[row] >= 0)
            {
                values[codes[row]][row] = 1;
            }
        }

        return values.Select((ofLevel, place) => Column.Of(NameOf(field, levels[place]), ofLevel));
    }
}

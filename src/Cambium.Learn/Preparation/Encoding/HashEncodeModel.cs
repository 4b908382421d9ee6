using System.Text;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Turns levels into k numbers by their hashes.</summary>
public sealed class HashEncodeModel : TransformModel
{
    readonly EquatableArray<Field> _fields;

    internal HashEncodeModel(HashEncode recipe, EquatableArray<Field> fields)
    {
        Recipe = recipe;
        _fields = fields;
    }

    /// <inheritdoc/>
    public override HashEncode Recipe { get; }

    /// <summary>The names of the new columns; none where there is no column to turn.</summary>
    public EquatableArray<string> Names => Made.Select(made => made.Name).ToEquatableArray();

    /// <inheritdoc/>
    public override Table Apply(Table rows)
    {
        var fitting = ColumnFit.Fit(rows, _fields);
        if (_fields.Count == 0)
        {
            return fitting;
        }

        var places = ColumnChanges.Each(fitting, _fields, Places);
        var numbers = new double[Recipe.Components][];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = new double[rows.RowCount];
        }

        foreach (var (ofLevels, codes) in places)
        {
            for (var row = 0; row < codes.Length; row++)
            {
                if (codes[row] >= 0)
                {
                    var (place, sign) = ofLevels[codes[row]];
                    numbers[place][row] += sign;
                }
            }
        }

        var turned = _fields.Select(field => field.Name).ToArray();
        return Table.Create([.. fitting.Drop(turned).Columns, .. numbers.Zip(Names, (values, name) => Column.Of(name, values))]);
    }

    internal override IEnumerable<MadeColumn> Made => _fields.Count == 0 ? [] : MadeColumn.OfAll(Recipe.Prefix, Recipe.Components, _fields);

    internal override void Write(ModelWriter writer) => writer.Value("columns", new Schema(_fields));

    internal static HashEncodeModel Read(HashEncode recipe, ModelReader reader) => new(recipe, LevelColumns.Read(reader));

    /// <summary>Where the levels of a column go, and the level of each row.</summary>
    ((int Place, int Sign)[] OfLevels, int[] Codes) Places(int place, Column column)
    {
        var levels = ClassLabels.ClassesOf(column);
        var ofLevels = levels.Select(level =>
        {
            var hash = (int)Murmur3.Of(Encoding.UTF8.GetBytes($"{_fields[place].Name}={level}"));
            return ((int)((uint)Math.Abs((long)hash) % (uint)Recipe.Components), Recipe.Signed && hash < 0 ? -1 : 1);
        });
        return ([.. ofLevels], ClassLabels.Encode(column, levels));
    }
}

using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Turns categories into 0/1 columns, one for each level that training rows had.</summary>
public sealed class OneHotModel : TransformModel
{
    const string PooledName = "pooled";

    // Where a level's 1 goes when it goes nowhere.
    const int Nowhere = -1;
    const int Refused = -2;

    readonly EquatableArray<OneHotColumn> _columns;
    readonly EquatableArray<Field> _fields;

    // The names of each column's new columns; a dropped first level is not among them.
    readonly string[][] _names;

    internal OneHotModel(OneHot recipe, EquatableArray<OneHotColumn> columns)
    {
        Recipe = recipe;
        _columns = columns;
        _fields = columns.Select(column => column.Field).ToEquatableArray();
        var dropped = recipe.DropFirst ? 1 : 0;
        _names = [.. columns.Select(column => LevelsOf(column).Skip(dropped).Select(level => $"{column.Field.Name}={level}").ToArray())];
    }

    /// <inheritdoc/>
    public override OneHot Recipe { get; }

    /// <summary>The names of the 0/1 columns.</summary>
    public EquatableArray<string> Names => _names.SelectMany(names => names).ToEquatableArray();

    /// <inheritdoc/>
    public override Table Apply(Table rows) => ColumnChanges.Expand(rows, _fields, Expand);

    internal override IEnumerable<MadeColumn> Made =>
        _names.SelectMany((names, place) => names.Select(name => new MadeColumn(name, [_fields[place].Name])));

    internal override void Write(ModelWriter writer)
    {
        writer.Value("columns", new Schema(_fields));
        if (_columns.Any(column => column.Pooled.Count > 0))
        {
            writer.Value(PooledName, _columns.Select(column => column.Pooled).ToEquatableArray());
        }
    }

    internal static OneHotModel Read(OneHot recipe, ModelReader reader)
    {
        var fields = StepColumns.Read(reader, "columns", ColumnType.Category, ColumnType.Boolean);
        var pooled = reader.Has(PooledName) ? reader.Value<EquatableArray<EquatableArray<string>>>(PooledName) : fields.Select(_ => default(EquatableArray<string>)).ToEquatableArray();
        if (pooled.Count != fields.Count || fields.Zip(pooled).Any(pair => !AreDistinct([.. pair.First.Levels, .. pair.Second])))
        {
            throw new ModelFormatException(
                $"model.json: '{PooledName}' must hold a list of levels for each of the {fields.Count} columns, none of them among the column's own. " +
                "The file is damaged or was edited; save the model again.");
        }

        var model = new OneHotModel(
            recipe, fields.Zip(pooled, (field, rare) => new OneHotColumn(field, rare, recipe.Unseen == UnseenLevels.Other || rare.Count > 0)).ToEquatableArray());
        return AreDistinct(model.Names) ? model : throw new ModelFormatException(
            "model.json: two of the 0/1 columns that a step makes have one name. The file is damaged or was edited; save the model again.");
    }

    static bool AreDistinct(EquatableArray<string> names) => names.All(name => name is not null) && names.Distinct().Count() == names.Count;

    IEnumerable<string> LevelsOf(OneHotColumn column) => column.HasOther ? column.Field.Levels.Append(Recipe.Other) : column.Field.Levels;

    Column[] Expand(int place, Column column)
    {
        var names = _names[place];
        var values = new double[names.Length][];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = new double[column.Length];
        }

        if (column is CategoryColumn category)
        {
            Scatter(category.Codes, PlacesOf(_columns[place], category.Levels), values, category);
        }
        else if (column is Column<bool> truths)
        {
            Scatter(LevelColumns.Codes(truths), PlacesOf(_columns[place], ["false", "true"]), values, truths);
        }

        var all = Validity.All(column.Length);
        return [.. names.Select((name, i) => new Column<double>(name, values[i], all))];
    }

    /// <summary>Where the 1 of each of a column's levels goes.</summary>
    int[] PlacesOf(OneHotColumn column, EquatableArray<string> levels)
    {
        var dropped = Recipe.DropFirst ? 1 : 0;
        var other = column.HasOther ? column.Field.Levels.Count - dropped : Nowhere;
        var placeOf = new Dictionary<string, int>();
        foreach (var level in column.Field.Levels)
        {
            placeOf.Add(level, placeOf.Count - dropped);
        }

        foreach (var level in column.Pooled)
        {
            placeOf.Add(level, other);
        }

        var unseen = Recipe.Unseen switch
        {
            UnseenLevels.Other => other,
            UnseenLevels.Refuse => Refused,
            _ => Nowhere,
        };
        return [.. levels.Select(level => placeOf.GetValueOrDefault(level, unseen))];
    }

    static void Scatter(ReadOnlySpan<int> codes, int[] places, double[][] values, Column column)
    {
        for (var row = 0; row < codes.Length; row++)
        {
            var code = codes[row];
            var place = code < 0 ? Nowhere : places[code];
            if (place >= 0)
            {
                values[place][row] = 1;
            }
            else if (place == Refused)
            {
                throw new TableException(
                    $"Column '{column.Name}' is '{column.Format(row)}' in row {row + 1}, which no training row was, and {nameof(OneHot)} is set to " +
                    $"refuse such levels ({nameof(OneHot.Unseen)}). Correct the row, or choose zeros or other.")
                {
                    Column = column.Name,
                };
            }
        }
    }
}

using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Adds categories that are several categories at once.</summary>
public sealed class InteractModel : TransformModel
{
    readonly EquatableArray<Field> _fields;
    readonly int[][] _crossings;
    readonly EquatableArray<string>[] _levels;

    InteractModel(Interact recipe, EquatableArray<Field> fields, EquatableArray<string>[] levels)
    {
        Recipe = recipe;
        (_fields, _levels) = (fields, levels);
        _crossings = [.. recipe.Crossings.Products(fields.Count)];
    }

    /// <inheritdoc/>
    public override Interact Recipe { get; }

    /// <summary>The names of the columns that the step adds.</summary>
    public EquatableArray<string> Names => _crossings.Select(NameOf).ToEquatableArray();

    /// <inheritdoc/>
    public override Table Apply(Table rows)
    {
        var fitting = ColumnFit.Fit(rows, _fields);
        return MadeColumns.With(fitting, _crossings.Select((crossing, i) => Coded(NameOf(crossing), Crossed(fitting, _fields, crossing), _levels[i])));
    }

    /// <summary>Learns the levels of the crossings.</summary>
    internal static InteractModel Of(Interact recipe, Table features, EquatableArray<Field> fields) => new(
        recipe,
        fields,
        [.. recipe.Crossings.Products(fields.Count).Select(crossing => Crossed(features, fields, crossing).OfType<string>().Distinct().Order(StringComparer.Ordinal).ToEquatableArray())]);

    internal override IEnumerable<MadeColumn> Made =>
        _crossings.Select(crossing => new MadeColumn(NameOf(crossing), crossing.Select(place => _fields[place].Name).ToEquatableArray()));

    internal override void Write(ModelWriter writer)
    {
        writer.Value("columns", new Schema(_fields));
        writer.Value("levels", _levels);
    }

    internal static InteractModel Read(Interact recipe, ModelReader reader)
    {
        var fields = MadeColumns.Read(reader, "columns", Fits);
        var levels = reader.Value<EquatableArray<string>[]>("levels");
        return recipe.Crossings.Count(fields.Count) == levels.Length && levels.All(own => own.All(level => level is not null) && own.Distinct().Count() == own.Count)
            ? new InteractModel(recipe, fields, levels)
            : throw new ModelFormatException($"model.json: {fields.Count} columns do not make {levels.Length} crossings of distinct levels. {MadeColumns.Advice}");
    }

    internal static bool Fits(ColumnType type) => type is ColumnType.Category or ColumnType.Boolean;

    string NameOf(int[] crossing) => string.Join(" x ", crossing.Select(place => _fields[place].Name));

    // Between two levels stands one ampersand, within them only pairs of it, so that no two crossings read alike.
    static string?[] Levels(Column column)
    {
        if (column is not CategoryColumn category)
        {
            return [.. Enumerable.Range(0, column.Length).Select(row => column.Validity[row] ? column.Format(row) : null)];
        }

        var levels = category.Levels.Select(level => level.Replace("&", "&&", StringComparison.Ordinal)).ToArray();
        return Array.ConvertAll(category.Codes.ToArray(), code => code < 0 ? null : levels[code]);
    }

    static string?[] Crossed(Table rows, EquatableArray<Field> fields, int[] crossing)
    {
        // One text a crossing, however many rows have it.
        var texts = new Dictionary<(string, string), string>();
        var crossed = Levels(rows[fields[crossing[0]].Name]);
        foreach (var place in crossing.AsSpan(1))
        {
            var factor = Levels(rows[fields[place].Name]);
            for (var row = 0; row < crossed.Length; row++)
            {
                if (crossed[row] is not { } left || factor[row] is not { } right)
                {
                    crossed[row] = null;
                }
                else
                {
                    crossed[row] = texts.TryGetValue((left, right), out var text) ? text : texts[(left, right)] = $"{left} & {right}";
                }
            }
        }

        return crossed;
    }

    /// <summary>A category whose first levels are the learned ones.</summary>
    static CategoryColumn Coded(string name, string?[] values, EquatableArray<string> learned)
    {
        var levels = learned.ToList();
        var codeOf = levels.Select((level, code) => (level, code)).ToDictionary(pair => pair.level, pair => pair.code);
        var codes = Array.ConvertAll(values, value =>
        {
            if (value is null)
            {
                return CategoryColumn.MissingCode;
            }

            if (!codeOf.TryGetValue(value, out var code))
            {
                code = codeOf[value] = levels.Count;
                levels.Add(value);
            }

            return code;
        });
        return new CategoryColumn(name, codes, levels.ToEquatableArray());
    }
}

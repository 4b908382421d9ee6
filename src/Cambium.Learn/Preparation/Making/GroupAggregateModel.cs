using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Adds what was usual in a row's group among the training rows.</summary>
public sealed class GroupAggregateModel : TransformModel
{
    readonly EquatableArray<Field> _by;
    readonly EquatableArray<Field> _fields;
    readonly EquatableArray<string> _keys;
    readonly Dictionary<string, int> _groupOf;

    // By group, column and statistic; those of all rows are last.
    readonly double[] _values;

    internal GroupAggregateModel(GroupAggregate recipe, EquatableArray<Field> by, EquatableArray<Field> fields, EquatableArray<string> keys, double[] values)
    {
        Recipe = recipe;
        (_by, _fields, _keys, _values) = (by, fields, keys, values);
        _groupOf = keys.Select((key, group) => (key, group)).ToDictionary(pair => pair.key, pair => pair.group);
    }

    /// <inheritdoc/>
    public override GroupAggregate Recipe { get; }

    /// <summary>The columns that make the key.</summary>
    public EquatableArray<string> By => _by.Select(column => column.Name).ToEquatableArray();

    /// <summary>The number of groups that training rows had.</summary>
    public int GroupCount => _keys.Count;

    /// <summary>The names of the columns that the step adds.</summary>
    public EquatableArray<string> Names => _fields.SelectMany(column => Recipe.Statistics.Select(statistic => NameOf(column, statistic))).ToEquatableArray();

    /// <inheritdoc/>
    public override Table Apply(Table rows)
    {
        var fitting = ColumnFit.Fit(rows, _by.Concat(_fields).DistinctBy(field => field.Name));
        var groups = Array.ConvertAll(GroupValues.Keys(fitting, By), key => key is not null && _groupOf.TryGetValue(key, out var group) ? group : _keys.Count);
        var places = new GroupLayout(_fields.Count, Recipe.Statistics.Count);
        return MadeColumns.With(fitting, _fields.SelectMany((column, i) => Recipe.Statistics.Select((statistic, of) => MadeColumns.Computed(
            NameOf(column, statistic),
            groups.Length,
            row => _values[places.Of(groups[row], i, of)] is var own && double.IsNaN(own) ? _values[places.Of(_keys.Count, i, of)] : own))));
    }

    internal override IEnumerable<MadeColumn> Made =>
        _fields.SelectMany(column => Recipe.Statistics.Select(statistic => new MadeColumn(NameOf(column, statistic), [.. By, column.Name])));

    internal override void Write(ModelWriter writer)
    {
        writer.Value("by", new Schema(_by));
        writer.Value("columns", new Schema(_fields));
        writer.Value("keys", _keys);
        writer.Array("values", _values);
    }

    internal static GroupAggregateModel Read(GroupAggregate recipe, ModelReader reader)
    {
        var by = MadeColumns.Read(reader, "by", MadeColumns.IsKey);
        var fields = MadeColumns.Read(reader, "columns", MadeColumns.IsNumber);
        var keys = reader.Value<EquatableArray<string>>("keys");
        if (keys.Any(key => key is null) || keys.Distinct().Count() != keys.Count)
        {
            throw new ModelFormatException($"model.json: the keys of groups must be distinct texts. {MadeColumns.Advice}");
        }

        var numbers = (keys.Count + 1L) * fields.Count * recipe.Statistics.Count;
        return numbers <= Array.MaxLength
            ? new GroupAggregateModel(recipe, by, fields, keys, reader.Array<double>("values", (int)numbers))
            : throw new ModelFormatException($"model.json: the groups would have {numbers} numbers. {MadeColumns.Advice}");
    }

    string NameOf(Field column, GroupStatistic statistic) => $"{column.Name}_{GroupValues.NameOf(statistic)}_by_{string.Join('_', By)}";
}

using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Fitted steps beside each other.</summary>
public sealed class BranchesModel : TransformModel
{
    readonly TransformModel[] _parts;
    readonly EquatableArray<string> _inputs;
    readonly EquatableArray<string>[] _outputs;

    internal BranchesModel(Branches recipe, TransformModel[] parts, EquatableArray<string> inputs, EquatableArray<string>[] outputs)
    {
        Recipe = recipe;
        (_parts, _inputs, _outputs) = (parts, inputs, outputs);
    }

    /// <inheritdoc/>
    public override Branches Recipe { get; }

    /// <summary>The fitted parts, in order.</summary>
    public EquatableArray<TransformModel> Parts => _parts.ToEquatableArray();

    /// <inheritdoc/>
    public override Table Apply(Table rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (_parts.Length == 0)
        {
            return rows;
        }

        var known = rows.Select([.. _inputs]);
        var joined = _parts.SelectMany((part, i) => part.Apply(known).Select([.. _outputs[i]]).Columns).ToList();
        var names = joined.Select(column => column.Name).Concat(_inputs).ToHashSet();
        return Table.Create([.. joined, .. rows.Columns.Where(column => !names.Contains(column.Name))]);
    }

    internal override IEnumerable<MadeColumn> Made => _parts.SelectMany((part, i) =>
    {
        var made = new Dictionary<string, EquatableArray<string>>();
        foreach (var column in part.Made)
        {
            made[column.Name] = column.Sources;
        }

        return _outputs[i].Select(name => new MadeColumn(name, made.TryGetValue(name, out var sources) ? sources : [name]));
    });

    internal override void Write(ModelWriter writer)
    {
        writer.Value("inputs", _inputs);
        writer.Value("outputs", _outputs);
        PipelineSteps.Write(_parts, writer);
    }

    internal static BranchesModel Read(Branches recipe, ModelReader reader)
    {
        var inputs = reader.Value<EquatableArray<string>>("inputs");
        var outputs = reader.Value<EquatableArray<string>[]>("outputs");
        var all = outputs.SelectMany(names => names).ToArray();
        return outputs.Length == recipe.Parts.Count && inputs.Concat(all).All(name => !string.IsNullOrEmpty(name)) &&
            all.Distinct().Count() == all.Length && inputs.Distinct().Count() == inputs.Count
            ? new BranchesModel(recipe, PipelineSteps.Read(recipe.Parts, reader), inputs, outputs)
            : throw new ModelFormatException(
                $"model.json: {recipe.Parts.Count} branches leave {outputs.Length} lists of columns, expected one each, without a name twice. {MadeColumns.Advice}");
    }
}

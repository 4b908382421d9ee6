using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Takes out of number columns what is linear in sensitive ones, by what was learned of the training rows.</summary>
public sealed class RemoveCorrelationModel : TransformModel
{
    readonly EquatableArray<Field> _sensitive;
    readonly EquatableArray<Field> _changed;
    readonly double[] _means;
    readonly double[] _weights; // changed columns × width of the sensitive ones

    internal RemoveCorrelationModel(RemoveCorrelation recipe, EquatableArray<Field> sensitive, EquatableArray<Field> changed, double[] means, double[] weights, string[] dropped)
    {
        Recipe = recipe;
        _sensitive = sensitive;
        _changed = changed;
        _means = means;
        _weights = weights;
        Dropped = dropped.ToEquatableArray();
    }

    /// <inheritdoc/>
    public override RemoveCorrelation Recipe { get; }

    /// <summary>The columns that are changed.</summary>
    public EquatableArray<string> Columns => _changed.Select(own => own.Name).ToEquatableArray();

    /// <summary>The sensitive columns, which are dropped.</summary>
    public EquatableArray<string> Dropped { get; }

    internal override IEnumerable<MadeColumn> Made => _changed.Select(own => new MadeColumn(own.Name, [own.Name, .. Dropped]));

    /// <inheritdoc/>
    public override Table Apply(Table rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (_sensitive.Count == 0)
        {
            return rows;
        }

        var design = SensitiveColumns.Of(rows, _sensitive);
        var q = design.Length;
        // A row whose sensitive value is not known is taken for an average one.
        for (var i = 0; i < q; i++)
        {
            design[i] = Array.ConvertAll(design[i], value => double.IsNaN(value) ? 0 : value - _means[i]);
        }

        var changed = ColumnChanges.Replace(rows, _changed, (place, column) =>
        {
            var values = ColumnFit.Numbers(column).ToArray();
            for (var row = 0; row < values.Length; row++)
            {
                var told = 0.0;
                for (var i = 0; i < q; i++)
                {
                    told += design[i][row] * _weights[(place * q) + i];
                }

                values[row] -= Recipe.Strength * told;
            }

            return new Column<double>(column.Name, values, column.Validity);
        });
        return changed.Drop([.. Dropped]);
    }

    internal override void Write(ModelWriter writer)
    {
        writer.Value("sensitive", new Schema(_sensitive));
        writer.Value("changed", new Schema(_changed));
        writer.Array("means", _means);
        writer.Array("weights", _weights);
    }

    internal static RemoveCorrelationModel Read(RemoveCorrelation recipe, ModelReader reader)
    {
        var sensitive = StepColumns.Read(reader, "sensitive", ColumnType.Float64, ColumnType.Int64, ColumnType.Category);
        var changed = StepColumns.Read(reader, "changed", ColumnType.Float64, ColumnType.Int64);
        var width = SensitiveColumns.Width(sensitive);
        return new(recipe, sensitive, changed, reader.Finite("means", width), reader.Finite("weights", (long)width * changed.Count), [.. sensitive.Select(field => field.Name)]);
    }
}

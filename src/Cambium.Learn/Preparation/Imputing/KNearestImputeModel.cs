using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Fills missing numbers from the nearest training rows. It holds those rows.</summary>
public sealed class KNearestImputeModel : TransformModel
{
    readonly EquatableArray<Field> _fields;
    readonly EquatableArray<string> _indicators;

    // p columns of n numbers, one after another.
    readonly double[] _values;
    readonly DonorRows _donors;

    internal KNearestImputeModel(KNearestImpute recipe, EquatableArray<Field> fields, double[] values, EquatableArray<string> indicators)
    {
        Recipe = recipe;
        _fields = fields;
        _values = values;
        _indicators = indicators;
        _donors = new DonorRows(values, fields.Count, recipe.Neighbours, recipe.Votes);
    }

    /// <inheritdoc/>
    public override KNearestImpute Recipe { get; }

    /// <summary>The columns that the step fills.</summary>
    public EquatableArray<string> Columns => _fields.Select(column => column.Name).ToEquatableArray();

    /// <inheritdoc/>
    /// <exception cref="TableException">A value is infinite.</exception>
    public override Table Apply(Table rows)
    {
        var fitting = ColumnFit.Fit(rows, _fields);
        var columns = _fields.Select(field => fitting[field.Name]).ToArray();
        ScaledColumns.ThrowIfInfinite(columns);
        var values = Array.ConvertAll(columns, column => ColumnFit.Numbers(column).ToArray());
        _donors.Fill(values, fitting.RowCount);
        var all = Validity.All(fitting.RowCount);
        var filled = ColumnChanges.Replace(fitting, _fields, (place, column) => new Column<double>(column.Name, values[place], all));
        return MissingIndicators.Add(filled, fitting, _indicators);
    }

    // A filled value comes from its own column; which rows are near, from all.
    internal override IEnumerable<MadeColumn> Made => [.. _fields.Select(column => new MadeColumn(column.Name, Columns)), .. MissingIndicators.Made(_indicators)];

    internal override void Write(ModelWriter writer)
    {
        writer.Value("columns", new Schema(_fields));
        writer.Value("indicators", _indicators);
        writer.Array("values", _values);
    }

    internal static KNearestImputeModel Read(KNearestImpute recipe, ModelReader reader)
    {
        var fields = ScaledColumns.Read(reader);
        var values = reader.Array<double>("values");
        if ((fields.Count == 0 ? values.Length : values.Length % fields.Count) != 0 || !DonorRows.Holds(values.Length / Math.Max(1, fields.Count), fields.Count) || Array.Exists(values, double.IsInfinity))
        {
            throw new ModelFormatException(
                $"weights.safetensors: 'values' has {values.Length} items, expected as many for each of {fields.Count} columns, none infinite. The file is damaged; save the model again.");
        }

        return new KNearestImputeModel(recipe, fields, values, MissingIndicators.Read(reader, fields));
    }
}

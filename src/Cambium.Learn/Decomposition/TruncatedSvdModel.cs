using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Replaces columns by their coordinates along the leading singular vectors of the training rows.</summary>
public sealed class TruncatedSvdModel : TransformModel
{
    internal const string Prefix = "svd";

    readonly EquatableArray<Field> _fields;
    readonly double[] _components;
    readonly double[] _values;
    readonly double[] _variances;
    readonly double[] _shares;
    readonly Projection? _projection; // none where a column is sparse

    internal TruncatedSvdModel(
        TruncatedSvd recipe, EquatableArray<Field> fields, double[] components, double[] values, double[] variances, double[] shares)
    {
        Recipe = recipe;
        _fields = fields;
        _components = components;
        _values = values;
        _variances = variances;
        _shares = shares;
        _projection = fields.All(field => field.Type != ColumnType.Sparse) ? new Projection(components, [], fields.Count) : null;
    }

    /// <inheritdoc/>
    public override TruncatedSvd Recipe { get; }

    /// <summary>The columns that the step replaces.</summary>
    public EquatableArray<string> Columns => _fields.Select(column => column.Name).ToEquatableArray();

    /// <summary>k × p, row-major: row j is the unit vector of "svd" j + 1; a sparse column is as many of the p as it is wide.</summary>
    public EquatableArray<double> Components => _components.ToEquatableArray();

    /// <summary>The singular value of each vector: the length of its new column among the training rows.</summary>
    public EquatableArray<double> SingularValues => _values.ToEquatableArray();

    /// <summary>The variance of each new column among the training rows (divided by n).</summary>
    public EquatableArray<double> ExplainedVariance => _variances.ToEquatableArray();

    /// <summary>The share of the variance of all columns that each new one has; 0 where nothing varies.</summary>
    public EquatableArray<double> ExplainedVarianceRatio => _shares.ToEquatableArray();

    /// <inheritdoc/>
    public override Table Apply(Table rows)
    {
        var scores = _projection?.Of(NumberColumns.ToApply(rows, _fields)) ?? SparseNumbers.Project(SparseNumbers.ToApply(rows, _fields), _components);
        return NumberColumns.Replace(rows, _fields, Projection.Columns(Prefix, scores, _values.Length));
    }

    internal override IEnumerable<MadeColumn> Made => MadeColumn.OfAll(Prefix, _values.Length, _fields);

    internal override void Write(ModelWriter writer)
    {
        writer.Value("columns", new Schema(_fields));
        writer.Array("components", _components);
        writer.Array("values", _values);
        writer.Array("variances", _variances);
        writer.Array("shares", _shares);
    }

    internal static TruncatedSvdModel Read(TruncatedSvd recipe, ModelReader reader)
    {
        var fields = DecompositionReader.Columns(reader, withSparse: true);
        var values = DecompositionReader.Spreads(reader, "values");
        return new TruncatedSvdModel(
            recipe,
            fields,
            reader.Finite("components", (long)WideFeatures.Count(new Schema(fields)) * values.Length),
            values,
            reader.Finite("variances", values.Length),
            reader.Finite("shares", values.Length));
    }
}

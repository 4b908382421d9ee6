using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Replaces columns by their coordinates along the principal components of the training rows.</summary>
public sealed class PcaModel : TransformModel
{
    internal const string Prefix = "pc";

    // Below this share of the largest variance there is rounding only.
    const double NoVariance = 1e-15;

    readonly EquatableArray<Field> _fields;
    readonly double[] _means;
    readonly double[] _components;
    readonly double[] _variances;
    readonly double[] _shares;
    readonly Projection _projection;

    internal PcaModel(Pca recipe, EquatableArray<Field> fields, double[] means, double[] components, double[] variances, double[] shares)
    {
        Recipe = recipe;
        _fields = fields;
        _means = means;
        _components = components;
        _variances = variances;
        _shares = shares;
        _projection = new Projection(Scaled(variance => variance > NoVariance * variances[0] ? 1 / Math.Sqrt(variance) : 0), means, fields.Count);
    }

    /// <inheritdoc/>
    public override Pca Recipe { get; }

    /// <summary>The columns that the step replaces.</summary>
    public EquatableArray<string> Columns => _fields.Select(column => column.Name).ToEquatableArray();

    /// <summary>The mean of each column.</summary>
    public EquatableArray<double> Means => _means.ToEquatableArray();

    /// <summary>k × p, row-major: row j is the unit vector of "pc" j + 1.</summary>
    public EquatableArray<double> Components => _components.ToEquatableArray();

    /// <summary>The variance of the training rows along each component (divided by n − 1), before whitening.</summary>
    public EquatableArray<double> ExplainedVariance => _variances.ToEquatableArray();

    /// <summary>The share of the variance of all columns that each component explains; 0 where nothing varies.</summary>
    public EquatableArray<double> ExplainedVarianceRatio => _shares.ToEquatableArray();

    /// <inheritdoc/>
    public override Table Apply(Table rows)
    {
        var columns = NumberColumns.ToApply(rows, _fields);
        return NumberColumns.Replace(rows, _fields, Projection.Columns(Prefix, _projection.Of(columns), _variances.Length));
    }

    /// <summary>Puts columns of the first kind in the place of "pc1", "pc2", …: the rows that the kept components alone describe.</summary>
    /// <param name="rows">A table with the components' columns; others pass through.</param>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="TableException">A column is not of numbers, or holds a number that is missing or infinite.</exception>
    public Table InverseTransform(Table rows)
    {
        var (k, p) = (_variances.Length, _fields.Count);
        var components = Projection.Names(Prefix, k).Select(name => new Field(name, ColumnType.Float64)).ToEquatableArray();
        var columns = NumberColumns.ToApply(rows, components);
        var back = Scaled(Math.Sqrt);
        var transposed = new double[back.Length];
        for (var i = 0; i < back.Length; i++)
        {
            transposed[(i % p * k) + (i / p)] = back[i];
        }

        var values = new Projection(transposed, [], k).Of(columns);
        for (var column = 0; column < p; column++)
        {
            foreach (ref var value in values.AsSpan(column * rows.RowCount, rows.RowCount))
            {
                value += _means[column];
            }
        }

        var n = rows.RowCount;
        return NumberColumns.Replace(
            rows, components, [.. _fields.Select((field, column) => Column.Of(field.Name, values.AsSpan(column * n, n).ToArray()))]);
    }

    internal override IEnumerable<MadeColumn> Made => MadeColumn.OfAll(Prefix, _variances.Length, _fields);

    internal override void Write(ModelWriter writer)
    {
        writer.Value("columns", new Schema(_fields));
        writer.Array("means", _means);
        writer.Array("components", _components);
        writer.Array("variances", _variances);
        writer.Array("shares", _shares);
    }

    internal static PcaModel Read(Pca recipe, ModelReader reader)
    {
        var fields = DecompositionReader.Columns(reader);
        var variances = DecompositionReader.Spreads(reader, "variances");
        return new PcaModel(
            recipe,
            fields,
            reader.Finite("means", fields.Count),
            reader.Finite("components", (long)fields.Count * variances.Length),
            variances,
            reader.Finite("shares", variances.Length));
    }

    /// <summary>The components, each times a factor of its variance where the step whitens.</summary>
    double[] Scaled(Func<double, double> factor)
    {
        var p = _fields.Count;
        return Recipe.Whiten ? [.. _components.Select((value, place) => value * factor(_variances[place / p]))] : _components;
    }
}

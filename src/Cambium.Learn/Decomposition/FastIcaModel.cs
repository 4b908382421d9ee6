using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Replaces columns by the independent sources of which they are mixtures.</summary>
public sealed class FastIcaModel : TransformModel
{
    internal const string Prefix = "ic";

    readonly EquatableArray<Field> _fields;
    readonly double[] _means;
    readonly double[] _unmixing;
    readonly double[] _mixing;
    readonly Projection _projection;

    internal FastIcaModel(
        FastIca recipe, EquatableArray<Field> fields, double[] means, double[] unmixing, double[] mixing, int iterations, bool converged)
    {
        Recipe = recipe;
        _fields = fields;
        _means = means;
        _unmixing = unmixing;
        _mixing = mixing;
        _projection = new Projection(unmixing, means, fields.Count);
        Iterations = iterations;
        Converged = converged;
    }

    /// <inheritdoc/>
    public override FastIca Recipe { get; }

    /// <summary>The columns that the step replaces.</summary>
    public EquatableArray<string> Columns => _fields.Select(column => column.Name).ToEquatableArray();

    /// <summary>The mean of each column.</summary>
    public EquatableArray<double> Means => _means.ToEquatableArray();

    /// <summary>k × p, row-major: row j times the columns less their means is "ic" j + 1.</summary>
    public EquatableArray<double> Unmixing => _unmixing.ToEquatableArray();

    /// <summary>p × k, row-major: row i tells how much of each source column i holds.</summary>
    public EquatableArray<double> Mixing => _mixing.ToEquatableArray();

    /// <summary>Iterations done.</summary>
    public int Iterations { get; }

    /// <summary>Whether the directions came to rest; if not, allow more iterations or a larger tolerance, or ask for fewer
    /// sources.</summary>
    public bool Converged { get; }

    /// <inheritdoc/>
    public override Table Apply(Table rows)
    {
        var columns = NumberColumns.ToApply(rows, _fields);
        return NumberColumns.Replace(rows, _fields, Projection.Columns(Prefix, _projection.Of(columns), _projection.Outputs));
    }

    internal override IEnumerable<MadeColumn> Made => MadeColumn.OfAll(Prefix, _projection.Outputs, _fields);

    internal override void Write(ModelWriter writer)
    {
        writer.Value("columns", new Schema(_fields));
        writer.Value("sources", _projection.Outputs);
        writer.Value("iterations", Iterations);
        writer.Value("converged", Converged);
        writer.Array("means", _means);
        writer.Array("unmixing", _unmixing);
        writer.Array("mixing", _mixing);
    }

    internal static FastIcaModel Read(FastIca recipe, ModelReader reader)
    {
        var fields = DecompositionReader.Columns(reader);
        var count = (long)fields.Count * DecompositionReader.Count(reader, "sources");
        return new FastIcaModel(
            recipe,
            fields,
            reader.Finite("means", fields.Count),
            reader.Finite("unmixing", count),
            reader.Finite("mixing", count),
            reader.Value<int>("iterations"),
            reader.Value<bool>("converged"));
    }
}

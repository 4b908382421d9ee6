using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Replaces columns of at least 0 by how much of each learned part a row holds.</summary>
public sealed class NmfModel : TransformModel
{
    internal const string Prefix = "nmf";

    const int RowsAtOnce = 512;

    readonly EquatableArray<Field> _fields;
    readonly double[] _parts;
    readonly double[] _pairs;
    readonly Projection _projection;

    internal NmfModel(Nmf recipe, EquatableArray<Field> fields, double[] parts, double error, int iterations, bool converged)
    {
        Recipe = recipe;
        _fields = fields;
        _parts = parts;
        _projection = new Projection(parts, [], fields.Count);
        var k = _projection.Outputs;
        _pairs = new double[k * k];
        MatrixProduct.AddSquare(1, new MatrixView<double>(parts, k, fields.Count), 0, new MatrixSpan<double>(_pairs, k, k), 1);
        Error = error;
        Iterations = iterations;
        Converged = converged;
    }

    /// <inheritdoc/>
    public override Nmf Recipe { get; }

    /// <summary>The columns that the step replaces.</summary>
    public EquatableArray<string> Columns => _fields.Select(column => column.Name).ToEquatableArray();

    /// <summary>H, k × p, row-major: row j is the part whose amount is "nmf" j + 1.</summary>
    public EquatableArray<double> Components => _parts.ToEquatableArray();

    /// <summary>‖X − W H‖ over the training rows, with the amounts W that the descent ended with.</summary>
    public double Error { get; }

    /// <summary>Iterations done.</summary>
    public int Iterations { get; }

    /// <summary>Whether the descent came to rest; if not, allow more iterations or a larger tolerance.</summary>
    public bool Converged { get; }

    /// <inheritdoc/>
    public override Table Apply(Table rows)
    {
        var columns = NumberColumns.ToApply(rows, _fields);
        var negative = columns.Negative();
        if (negative is { } where)
        {
            throw new TableException($"The table does not fit the model: {where.Problem}.") { Column = where.Column };
        }

        var (n, k) = (columns.Rows, _projection.Outputs);
        var amounts = _projection.Of(columns);
        ParallelBlocks.For(n, RowsAtOnce, 0, (_, start, end) =>
        {
            var (product, weights) = (new double[k], new double[k]);
            for (var row = start; row < end; row++)
            {
                for (var i = 0; i < k; i++)
                {
                    product[i] = amounts[(i * n) + row];
                }

                NonNegativeWeights.Find(_pairs, product, weights);
                for (var i = 0; i < k; i++)
                {
                    amounts[(i * n) + row] = weights[i];
                }
            }
        });
        return NumberColumns.Replace(rows, _fields, Projection.Columns(Prefix, amounts, k));
    }

    internal override IEnumerable<MadeColumn> Made => MadeColumn.OfAll(Prefix, _parts.Length / _fields.Count, _fields);

    internal override void Write(ModelWriter writer)
    {
        writer.Value("columns", new Schema(_fields));
        writer.Value("parts", _projection.Outputs);
        writer.Value("error", Error);
        writer.Value("iterations", Iterations);
        writer.Value("converged", Converged);
        writer.Array("parts", _parts);
    }

    internal static NmfModel Read(Nmf recipe, ModelReader reader)
    {
        var fields = DecompositionReader.Columns(reader);
        var parts = reader.Finite("parts", (long)fields.Count * DecompositionReader.Count(reader, "parts"));
        return Array.TrueForAll(parts, value => value >= 0)
            ? new NmfModel(recipe, fields, parts, reader.Value<double>("error"), reader.Value<int>("iterations"), reader.Value<bool>("converged"))
            : throw new ModelFormatException("weights.safetensors: 'parts' holds negative numbers. The file is damaged; save the model again.");
    }
}

using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Fills missing numbers by chained regressions.</summary>
public sealed class IterativeImputeModel : TransformModel
{
    const int RowsAtOnce = 1024;

    readonly EquatableArray<Field> _fields;
    readonly EquatableArray<string> _indicators;
    readonly double[] _means;

    // The columns with values, in the order in which they are filled.
    readonly int[] _order;

    // Of each round and column the weights of the other columns with values, in the table's order, and the constant.
    readonly List<double[]> _weights;

    internal IterativeImputeModel(
        IterativeImpute recipe, EquatableArray<Field> fields, double[] means, int[] order, List<double[]> weights, bool converged, EquatableArray<string> indicators)
    {
        Recipe = recipe;
        _fields = fields;
        _means = means;
        _order = order;
        _weights = weights;
        Converged = converged;
        _indicators = indicators;
    }

    /// <inheritdoc/>
    public override IterativeImpute Recipe { get; }

    /// <summary>The columns that the step fills.</summary>
    public EquatableArray<string> Columns => _fields.Select(column => column.Name).ToEquatableArray();

    /// <summary>The mean of each column, from which gaps start; 0 where no training row had a value.</summary>
    public EquatableArray<double> Means => _means.ToEquatableArray();

    /// <summary>The rounds that were done.</summary>
    public int Rounds => _order.Length < 2 ? 0 : _weights.Count / _order.Length;

    /// <summary>Whether gaps came to rest before the most rounds were done.</summary>
    public bool Converged { get; }

    /// <inheritdoc/>
    /// <exception cref="TableException">A value is infinite.</exception>
    public override Table Apply(Table rows)
    {
        var fitting = ColumnFit.Fit(rows, _fields);
        var columns = _fields.Select(field => fitting[field.Name]).ToArray();
        ScaledColumns.ThrowIfInfinite(columns);
        var values = Array.ConvertAll(columns, column => ColumnFit.Numbers(column).ToArray());
        int[][] others = [.. _order.Select(column => _order.Where(other => other != column).Order().ToArray())];
        ParallelBlocks.For(fitting.RowCount, RowsAtOnce, 0, (_, start, end) =>
        {
            for (var row = start; row < end; row++)
            {
                Fill(values, others, row);
            }
        });

        var filled = ColumnChanges.Replace(fitting, _fields, (place, column) => Column.Of(column.Name, values[place]));
        return MissingIndicators.Add(filled, fitting, _indicators);
    }

    internal override IEnumerable<MadeColumn> Made => [.. _fields.Select(column => new MadeColumn(column.Name, Columns)), .. MissingIndicators.Made(_indicators)];

    internal override void Write(ModelWriter writer)
    {
        writer.Value("columns", new Schema(_fields));
        writer.Value("indicators", _indicators);
        writer.Value("order", _order.ToEquatableArray());
        writer.Value("rounds", Rounds);
        writer.Value("converged", Converged);
        writer.Array("means", _means);
        writer.Array("weights", _weights.SelectMany(weights => weights).ToArray());
    }

    internal static IterativeImputeModel Read(IterativeImpute recipe, ModelReader reader)
    {
        var fields = ScaledColumns.Read(reader);
        int[] order = [.. reader.Value<EquatableArray<int>>("order")];
        var rounds = reader.Value<int>("rounds");
        if (order.Distinct().Count() != order.Length || order.Any(column => column < 0 || column >= fields.Count) || rounds < 0 || rounds > recipe.MaxRounds || (order.Length < 2 && rounds > 0))
        {
            throw new ModelFormatException(
                $"model.json: 'order' must number columns of the step, each once, and 'rounds' be from 0 to {recipe.MaxRounds}, 0 for fewer than two columns. " +
                "The file is damaged or was edited; save the model again.");
        }

        var weights = reader.Finite("weights", (long)rounds * order.Length * order.Length);
        return new IterativeImputeModel(
            recipe, fields, reader.Finite("means", fields.Count), order, order.Length == 0 ? [] : [.. weights.Chunk(order.Length)],
            reader.Value<bool>("converged"), MissingIndicators.Read(reader, fields));
    }

    void Fill(double[][] values, int[][] others, int row)
    {
        var missing = new bool[values.Length];
        for (var column = 0; column < missing.Length; column++)
        {
            missing[column] = double.IsNaN(values[column][row]);
            values[column][row] = missing[column] ? _means[column] : values[column][row];
        }

        if (!missing.Contains(true))
        {
            return;
        }

        for (var step = 0; step < _weights.Count; step++)
        {
            var place = step % _order.Length;
            if (missing[_order[place]])
            {
                var (weights, sources) = (_weights[step], others[place]);
                var value = 0.0;
                for (var i = 0; i < sources.Length; i++)
                {
                    value += weights[i] * values[sources[i]][row];
                }

                values[_order[place]][row] = value + weights[^1];
            }
        }
    }
}

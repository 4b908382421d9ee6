using Cambium.Data;

namespace Cambium.Learn;

/// <summary>
/// How much of each column's SHAP value it owes to each other column. For every row and output the values are symmetric, those of a column add up to its SHAP value, and all of them and the base
/// value to the answer; on the diagonal is what a column does by itself.
/// </summary>
/// <remarks>Source: S. M. Lundberg et al., "From Local Explanations to Global Understanding with Explainable AI for Trees", 2020.</remarks>
public sealed record ShapInteractions
{
    const int ShownPairs = 20;

    /// <inheritdoc cref="ShapValues.Method"/>
    public required string Method { get; init; }

    /// <inheritdoc cref="ShapValues.Scale"/>
    public required ShapScale Scale { get; init; }

    /// <inheritdoc cref="ShapValues.Outputs"/>
    public required EquatableArray<string> Outputs { get; init; }

    /// <inheritdoc cref="ShapValues.Columns"/>
    public required EquatableArray<string> Columns { get; init; }

    /// <inheritdoc cref="ShapValues.RowCount"/>
    public required int RowCount { get; init; }

    /// <inheritdoc cref="ShapValues.BaseValues"/>
    public required EquatableArray<double> BaseValues { get; init; }

    /// <summary>The values, n × k × p × p: the square of a row's first output, row-major, then that of its next output, then the next row.</summary>
    public required EquatableArray<double> Values { get; init; }

    /// <inheritdoc cref="ShapValues.Answers"/>
    public required EquatableArray<double> Answers { get; init; }

    /// <summary>The square of a row, p × p, row-major, in the order of <see cref="Columns"/>.</summary>
    /// <param name="row">From 0 to <see cref="RowCount"/> − 1.</param>
    /// <param name="output">Which of <see cref="Outputs"/>. Default 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row or output.</exception>
    public ReadOnlySpan<double> Of(int row, int output = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, RowCount);
        ArgumentOutOfRangeException.ThrowIfNegative(output);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(output, Outputs.Count);
        var square = Columns.Count * Columns.Count;
        return Values.Span.Slice(((row * Outputs.Count) + output) * square, square);
    }

    /// <summary>The mean of the values' magnitudes over the rows, p × p, row-major: which columns act together.</summary>
    /// <param name="output">Which of <see cref="Outputs"/>. Default 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such output.</exception>
    public double[] MeanMagnitudes(int output = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(output);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(output, Outputs.Count);
        var sums = new double[Columns.Count * Columns.Count];
        for (var row = 0; row < RowCount; row++)
        {
            var values = Of(row, output);
            for (var i = 0; i < sums.Length; i++)
            {
                sums[i] += Math.Abs(values[i]);
            }
        }

        return Array.ConvertAll(sums, sum => sum / Math.Max(RowCount, 1));
    }

    /// <summary>A small table of the pairs that act together most, by the mean magnitude of what they do together, twice a value of the square.</summary>
    public override string ToString() => string.Join("\n", Outputs.Select((_, output) => Text(output)));

    /// <summary>The same in the columns of the table before a pipeline's steps; a feature of several columns is shared between them in equal parts.</summary>
    internal ShapInteractions In(EquatableArray<ModelFeature> features, EquatableArray<string> columns)
    {
        var sources = ShapValues.Sources(features, columns);
        var (f, p) = (features.Count, columns.Count);
        ShapRefusal.ThrowIfTooMany((long)RowCount * Outputs.Count * p * p);
        var values = new double[RowCount * Outputs.Count * p * p];
        for (int square = 0, from = 0; square < values.Length; square += p * p)
        {
            for (var i = 0; i < f * f; i++, from++)
            {
                var (first, second) = (sources[i / f], sources[i % f]);
                foreach (var a in first)
                {
                    foreach (var b in second)
                    {
                        values[square + (a * p) + b] += Values.Span[from] / (first.Length * second.Length);
                    }
                }
            }
        }

        return this with { Columns = columns, Values = EquatableArray.Own(values) };
    }

    string Text(int output)
    {
        var (means, p) = (MeanMagnitudes(output), Columns.Count);
        var pairs = Enumerable.Range(0, p * p).Where(i => i / p < i % p && means[i] > 0).OrderByDescending(i => means[i]).ToArray();
        var lines = pairs.Take(ShownPairs).Select(i => (string[])[$"{Columns[i / p]} with {Columns[i % p]}", TextTable.Number(2 * means[i])]);
        return $"Mean magnitudes of the SHAP interactions of {Outputs[output]} over {RowCount} rows ({Method})\n{(pairs.Length == 0 ? "no two columns act together\n" : TextTable.Of(lines))}";
    }
}

using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Sums Σ coefficient · K(support vector, x) + bias, one or several over the same support vectors.</summary>
sealed class SupportVectorSums
{
    const int BlocksPerTask = 8;

    readonly double[] _centred;
    readonly double[] _squares;
    readonly int[] _starts; // where the terms of each vector start
    readonly int[] _outputs; // the sum that each term goes to
    readonly double[] _coefficients; // of each term

    /// <summary>Prepares the vectors.</summary>
    /// <param name="vectors">m × p, row-major, as the table had them.</param>
    /// <param name="centre">What is taken off each; p numbers.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="biases">One a sum.</param>
    /// <param name="terms">The sums that a vector takes part in, with its coefficient in each; by the vector's number.</param>
    internal SupportVectorSums(double[] vectors, double[] centre, KernelFunction kernel, double[] biases, Func<int, IEnumerable<(int Output, double Coefficient)>> terms)
    {
        Vectors = vectors;
        Centre = centre;
        Kernel = kernel;
        Biases = biases;
        var p = centre.Length;
        _centred = new double[vectors.Length];
        for (var i = 0; i < vectors.Length; i++)
        {
            _centred[i] = vectors[i] - centre[i % p];
        }

        Count = vectors.Length / p;
        _squares = new double[Count];
        for (var vector = 0; vector < Count; vector++)
        {
            foreach (var value in _centred.AsSpan(vector * p, p))
            {
                _squares[vector] = double.MultiplyAddEstimate(value, value, _squares[vector]);
            }
        }

        (_starts, _outputs, _coefficients) = Listed(Count, terms);
    }

    /// <summary>The number of support vectors.</summary>
    internal int Count { get; }

    /// <summary>m × p, row-major, as the table had them.</summary>
    internal double[] Vectors { get; }

    /// <summary>What is taken off every row; p numbers.</summary>
    internal double[] Centre { get; }

    /// <summary>The kernel.</summary>
    internal KernelFunction Kernel { get; }

    /// <summary>One a sum.</summary>
    internal double[] Biases { get; }

    /// <summary>The sums for each row, n × sums, row-major.</summary>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="TableException">The rows do not fit the model.</exception>
    internal double[] Of(Table rows, EquatableArray<Feature> features)
    {
        var columns = FiniteColumns.ToPredict(rows, features);
        var sums = new double[checked(rows.RowCount * Biases.Length)];
        ParallelBlocks.For(rows.RowCount, BlocksPerTask * RowBlocks.Lanes, 0, (_, start, end) =>
        {
            var blocks = RowBlocks.Of(columns, Centre, start, end - start);
            var lanes = new double[Biases.Length * RowBlocks.Lanes];
            for (var block = 0; block < blocks.Count; block++)
            {
                OfBlock(blocks, block, lanes);
                var first = start + (block * RowBlocks.Lanes);
                for (var row = first; row < Math.Min(first + RowBlocks.Lanes, end); row++)
                {
                    for (var output = 0; output < Biases.Length; output++)
                    {
                        sums[(row * Biases.Length) + output] = lanes[(output * RowBlocks.Lanes) + row - first];
                    }
                }
            }
        });
        return sums;
    }

    void OfBlock(RowBlocks rows, int block, double[] lanes)
    {
        var p = Centre.Length;
        for (var output = 0; output < Biases.Length; output++)
        {
            lanes.AsSpan(output * RowBlocks.Lanes, RowBlocks.Lanes).Fill(Biases[output]);
        }

        Span<double> values = stackalloc double[RowBlocks.Lanes];
        for (var vector = 0; vector < Count; vector++)
        {
            KernelRow.Write(Kernel, _centred.AsSpan(vector * p, p), _squares[vector], rows, block, values);
            for (var term = _starts[vector]; term < _starts[vector + 1]; term++)
            {
                AddScaled.Into(_coefficients[term], values, lanes.AsSpan(_outputs[term] * RowBlocks.Lanes, RowBlocks.Lanes));
            }
        }
    }

    static (int[] Starts, int[] Outputs, double[] Coefficients) Listed(int count, Func<int, IEnumerable<(int Output, double Coefficient)>> terms)
    {
        var starts = new int[count + 1];
        var (outputs, coefficients) = (new List<int>(), new List<double>());
        for (var vector = 0; vector < count; vector++)
        {
            foreach (var (output, coefficient) in terms(vector))
            {
                if (coefficient != 0)
                {
                    outputs.Add(output);
                    coefficients.Add(coefficient);
                }
            }

            starts[vector + 1] = outputs.Count;
        }

        return (starts, [.. outputs], [.. coefficients]);
    }
}

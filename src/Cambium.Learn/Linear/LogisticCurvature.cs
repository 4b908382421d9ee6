using System.Buffers;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>The Hessian of the mean log loss of all rows, by the intercepts and the coefficients of some of the standardised columns.</summary>
sealed class LogisticCurvature(LinearDesign design, int scores, bool intercept, FitOptions options)
{
    const int Tile = 128;

    // Partial sums of all blocks together, in doubles: 32 MiB.
    const double MostPartials = 4 << 20;

    /// <summary>Computes it at a point.</summary>
    /// <param name="point">For each score, the intercept and then a coefficient for each column of the design.</param>
    /// <param name="features">The m − 1 columns that take part.</param>
    /// <param name="coupled">Whether the scores' effects on each other are wanted; else each score's own block is computed alone.</param>
    /// <returns>Coupled, k m × k m, row-major, score by score; else k blocks of m × m, one after another. Both triangles.</returns>
    internal double[] At(double[] point, int[] features, bool coupled)
    {
        var m = features.Length + 1;
        var size = coupled ? scores * m : m;
        var length = coupled ? size * size : scores * m * m;
        var mostBlocks = Math.Clamp((int)(MostPartials / length), 1, 64);
        var blockSize = Math.Max(1, (ParallelBlocks.Count(design.RowCount, Tile) + mostBlocks - 1) / mostBlocks) * Tile;
        var partials = new (double[] Own, double[] Across)[ParallelBlocks.Count(design.RowCount, blockSize)];
        ParallelBlocks.For(design.RowCount, blockSize, options.MaxThreads, AddBlock, options.CancellationToken);
        var (own, across) = partials[0];
        foreach (var partial in partials.AsSpan(1))
        {
            AddScaled.Into(1, partial.Own, own);
            AddScaled.Into(1, partial.Across, across);
        }

        return Assemble(own, across, m, coupled);

        void AddBlock(int block, int start, int end)
        {
            var sums = partials[block] = (new double[scores * m * m], new double[coupled ? size * size : 0]);
            for (var row = start; row < end; row += Tile)
            {
                AddRows(point, features, row, Math.Min(Tile, end - row), sums.Own, sums.Across);
            }
        }
    }

    /// <summary>The sums of the rows as a whole matrix over the total weight: Σ p xxᵀ in the blocks, less Σ (p x)(p x)ᵀ over all scores where they are coupled.</summary>
    double[] Assemble(double[] own, double[] across, int m, bool coupled)
    {
        var size = coupled ? scores * m : m;
        var matrix = coupled ? across : own;
        for (var score = 0; score < scores; score++)
        {
            for (var i = 0; i < m; i++)
            {
                for (var j = 0; j <= i; j++)
                {
                    var sum = own[(score * m * m) + (i * m) + j];
                    if (coupled)
                    {
                        ref var at = ref matrix[(((score * m) + i) * size) + (score * m) + j];
                        at = sum - at;
                    }
                }
            }
        }

        for (var block = 0; block < matrix.Length; block += size * size)
        {
            for (var i = 0; i < size; i++)
            {
                for (var j = 0; j <= i; j++)
                {
                    var apart = coupled && i / m != j / m;
                    var value = (apart ? -1 : 1) * matrix[block + (i * size) + j] / design.TotalWeight;
                    matrix[block + (i * size) + j] = matrix[block + (j * size) + i] = value;
                }
            }
        }

        return matrix;
    }

    void AddRows(double[] point, int[] features, int row, int count, double[] own, double[] across)
    {
        var m = features.Length + 1;
        var stride = design.Columns.Length + 1;
        var coupled = across.Length > 0;
        var rented = ArrayPool<double>.Shared.Rent((m + ((coupled ? scores : 1) * m) + scores + 2) * Tile);
        var columns = rented.AsSpan(0, m * count);
        var weighted = rented.AsSpan(m * Tile, (coupled ? scores : 1) * m * count);
        var z = rented.AsSpan((m + ((coupled ? scores : 1) * m)) * Tile, scores * Tile);
        var scratch = rented.AsSpan((m + ((coupled ? scores : 1) * m) + scores) * Tile, 2 * Tile);
        columns[..count].Fill(intercept ? 1 : 0);
        for (var i = 0; i < features.Length; i++)
        {
            var j = features[i];
            ScaleShift.Into(design.Columns[j].Span.Slice(row, count), design.Means[j], 1 / design.Scales[j], [], columns.Slice((i + 1) * count, count));
        }

        // Columns that take no part have the coefficient 0.
        z.Clear();
        for (var score = 0; score < scores; score++)
        {
            AddScaled.Into(point[score * stride], columns[..count], z.Slice(score * Tile, count));
            for (var i = 0; i < features.Length; i++)
            {
                AddScaled.Into(point[(score * stride) + 1 + features[i]], columns.Slice((i + 1) * count, count), z.Slice(score * Tile, count));
            }
        }

        if (scores == 1)
        {
            Sigmoid.Of(z, z);
        }
        else
        {
            Softmax.Replace(z, Tile, scratch[..Tile]);
        }

        for (var score = 0; score < scores; score++)
        {
            var root = scratch.Slice(Tile, count);
            for (var i = 0; i < count; i++)
            {
                var p = z[(score * Tile) + i];
                root[i] = Math.Sqrt((design.Weights.Length == 0 ? 1 : design.Weights[row + i]) * p * (coupled ? 1 : 1 - p));
            }

            Weigh(columns, root, weighted[..(m * count)]);
            GramMatrix.Add(weighted[..(m * count)], m, own.AsSpan(score * m * m, m * m));
        }

        if (coupled)
        {
            for (var score = 0; score < scores; score++)
            {
                var root = scratch.Slice(Tile, count);
                for (var i = 0; i < count; i++)
                {
                    root[i] = Math.Sqrt(design.Weights.Length == 0 ? 1 : design.Weights[row + i]) * z[(score * Tile) + i];
                }

                Weigh(columns, root, weighted.Slice(score * m * count, m * count));
            }

            GramMatrix.Add(weighted, scores * m, across);
        }

        ArrayPool<double>.Shared.Return(rented);
    }

    static void Weigh(ReadOnlySpan<double> columns, ReadOnlySpan<double> roots, Span<double> weighted)
    {
        for (var at = 0; at < columns.Length; at += roots.Length)
        {
            ScaleShift.Into(columns.Slice(at, roots.Length), 0, 1, roots, weighted.Slice(at, roots.Length));
        }
    }
}

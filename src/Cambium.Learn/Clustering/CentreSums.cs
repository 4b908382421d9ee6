using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// One pass of k-means over all points: each goes to its nearest centre, and each centre's points are summed up. Blocks of rows depend on the shape of the work
/// alone, and their sums are added in their order, so that any number of threads gives the same bits.
/// </summary>
sealed class CentreSums
{
    const int MostBlocks = 64;
    const long MostPartials = 4 << 20; // doubles: 32 MiB
    const long LeastWork = 200_000;

    readonly int _p;
    readonly int _k;
    readonly int _threads;
    readonly int _blockRows;
    readonly double[] _partials; // blocks × k × (p + 1): the sums, then the weight
    readonly double[] _losses; // blocks
    readonly int[] _changes; // blocks
    readonly CancellationToken _cancellation;

    /// <summary>Makes room for passes over so many points.</summary>
    /// <param name="rowCount">Points of a pass.</param>
    /// <param name="p">Numbers of a point.</param>
    /// <param name="k">Centres.</param>
    /// <param name="options">Threads and cancellation.</param>
    internal CentreSums(int rowCount, int p, int k, FitOptions options)
    {
        _p = p;
        _k = k;
        _threads = options.MaxThreads;
        _cancellation = options.CancellationToken;
        _blockRows = BlockRows(rowCount, p, k);
        var blocks = ParallelBlocks.Count(rowCount, _blockRows);
        _partials = new double[(long)blocks * k * (p + 1)];
        _losses = new double[blocks];
        _changes = new int[blocks];
        Sums = new double[k * p];
        Weights = new double[k];
    }

    /// <summary>Σ w x over each centre's points, k × p.</summary>
    internal double[] Sums { get; }

    /// <summary>Σ w over each centre's points.</summary>
    internal double[] Weights { get; }

    /// <summary>Σ w (½‖c‖² − x·c) over all points.</summary>
    internal double Score { get; private set; }

    /// <summary>Points that another centre was nearest to before.</summary>
    internal int Changed { get; private set; }

    /// <summary>Rows of a block: whole tiles, enough work to be worth handing over, few enough blocks for their sums to stay small.</summary>
    internal static int BlockRows(int rows, int features, int centres)
    {
        var mostBlocks = (int)Math.Clamp(MostPartials / (((long)features + 1) * centres), 1, MostBlocks);
        var least = Math.Max((rows / mostBlocks) + 1, LeastWork / ((long)features * centres));
        return (int)Math.Min((least + PointTiles.Rows - 1) / PointTiles.Rows * PointTiles.Rows, int.MaxValue / PointTiles.Rows * PointTiles.Rows);
    }

    /// <summary>Sends every point to its nearest centre and sums up.</summary>
    /// <param name="points">As many points as were told.</param>
    /// <param name="pointWeights">n weights; empty where each point counts 1.</param>
    /// <param name="centres">k centres.</param>
    /// <param name="labels">n; the centre of each point, replaced.</param>
    internal void Pass(PointTiles points, double[] pointWeights, CentrePanel centres, int[] labels)
    {
        Array.Clear(_partials);
        ParallelBlocks.For(
            points.RowCount, _blockRows, _threads, (block, start, end) => Block(points, pointWeights, centres, labels, block, start, end), _cancellation);
        Add();
    }

    void Block(PointTiles points, double[] pointWeights, CentrePanel centres, int[] labels, int block, int start, int end)
    {
        var p = _p;
        var scratch = ArrayPool<double>.Shared.Rent((p + 2) * PointTiles.Rows);
        var tile = scratch.AsSpan(0, p * PointTiles.Rows);
        var scores = scratch.AsSpan(p * PointTiles.Rows, PointTiles.Rows);
        var nearest = scratch.AsSpan((p + 1) * PointTiles.Rows, PointTiles.Rows);
        var sums = _partials.AsSpan(block * _k * (p + 1), _k * (p + 1));
        Span<int> numbers = stackalloc int[PointTiles.Rows];
        var (loss, changed) = (0.0, 0);
        for (var row = start; row < end; row += PointTiles.Rows)
        {
            var count = Math.Min(PointTiles.Rows, end - row);
            points.Fill(row, tile);
            centres.Nearest(tile, scores, nearest);
            for (var i = 0; i < count; i++)
            {
                var label = (int)nearest[i];
                numbers[i] = label;
                changed += labels[row + i] == label ? 0 : 1;
                labels[row + i] = label;
            }

            var weights = pointWeights.Length == 0 ? [] : pointWeights.AsSpan(row, count);
            loss += Loss(scores[..count], weights);
            AddPoints(tile, p, numbers[..count], weights, sums);
        }

        ArrayPool<double>.Shared.Return(scratch);
        _losses[block] = loss;
        _changes[block] = changed;
    }

    static double Loss(ReadOnlySpan<double> scores, ReadOnlySpan<double> weights) => weights.IsEmpty ? Sum.Of(scores) : Dot.Of(scores, weights);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void AddPoints(ReadOnlySpan<double> tile, int p, ReadOnlySpan<int> labels, ReadOnlySpan<double> weights, Span<double> sums)
    {
        ref var all = ref MemoryMarshal.GetReference(sums);
        ref var points = ref MemoryMarshal.GetReference(tile);
        for (var i = 0; i < labels.Length; i++)
        {
            ref var sum = ref Unsafe.Add(ref all, labels[i] * (p + 1));
            ref var x = ref Unsafe.Add(ref points, i);
            if (weights.IsEmpty)
            {
                for (var feature = 0; feature < p; feature++)
                {
                    Unsafe.Add(ref sum, feature) += Unsafe.Add(ref x, feature * PointTiles.Rows);
                }

                Unsafe.Add(ref sum, p) += 1;
                continue;
            }

            var weight = weights[i];
            for (var feature = 0; feature < p; feature++)
            {
                Unsafe.Add(ref sum, feature) += weight * Unsafe.Add(ref x, feature * PointTiles.Rows);
            }

            Unsafe.Add(ref sum, p) += weight;
        }
    }

    void Add()
    {
        var p = _p;
        Array.Clear(Sums);
        Array.Clear(Weights);
        (Score, Changed) = (0, 0);
        for (var block = 0; block < _losses.Length; block++)
        {
            Score += _losses[block];
            Changed += _changes[block];
            for (var centre = 0; centre < _k; centre++)
            {
                var part = _partials.AsSpan(((block * _k) + centre) * (p + 1), p + 1);
                AddScaled.Into(1, part[..p], Sums.AsSpan(centre * p, p));
                Weights[centre] += part[p];
            }
        }
    }
}

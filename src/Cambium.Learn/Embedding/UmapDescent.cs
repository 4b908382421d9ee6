using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// One fit of UMAP. In an epoch each row moves by its own edges and its own stream of random numbers, while all others stay where the epoch before left them: no thread waits for
/// another, and none changes what another does.
/// </summary>
sealed class UmapDescent : IDisposable
{
    const int RowsOfTask = 128;

    // An edge's row and the rows that it is pushed away from are worked out side by side.
    const int Lanes = 8;

    // No coordinate moves farther by one force, and no distance is taken for smaller than the square root of this: the authors' program.
    const float MostMove = 4;
    const float LeastSquare = 0.001f;

    readonly Umap _recipe;
    readonly NeighbourGraph _graph;
    readonly FitOptions _options;
    readonly ForkJoin _team;
    readonly float[] _every; // epochs between two draws of each edge
    readonly float[] _next; // the epoch of each edge's next draw
    readonly int _n;
    readonly int _epochs;
    readonly UmapCurve _curve;
    float[] _from; // n × d
    float[] _to;
    RandomStream[] _streams = [];

    /// <summary>Prepares a fit.</summary>
    /// <param name="recipe">The settings.</param>
    /// <param name="graph">v.</param>
    /// <param name="places">d × n.</param>
    /// <param name="epochs">Passes.</param>
    /// <param name="options">Threads, progress, cancellation.</param>
    internal UmapDescent(Umap recipe, NeighbourGraph graph, double[] places, int epochs, FitOptions options)
    {
        _recipe = recipe;
        _graph = graph;
        _options = options;
        _epochs = epochs;
        _n = graph.RowCount;
        _curve = UmapCurve.Of(recipe.MinDistance, recipe.Spread);
        var most = graph.Weights.Max();
        _every = Array.ConvertAll(graph.Weights, weight => (float)(most / weight));
        _next = [.. _every];
        _from = new float[places.Length];
        for (var i = 0; i < places.Length; i++)
        {
            _from[(i % _n * recipe.Dimensions) + (i / _n)] = (float)places[i];
        }

        _to = new float[places.Length];
        _team = new ForkJoin(ParallelBlocks.Threads(options.MaxThreads));
    }

    public void Dispose() => _team.Dispose();

    /// <summary>The places, d × n.</summary>
    internal double[] Places()
    {
        var places = new double[_from.Length];
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = _from[(i % _n * _recipe.Dimensions) + (i / _n)];
        }

        return places;
    }

    internal void Run(RandomStream random)
    {
        _streams = [.. Enumerable.Range(0, _n).Select(row => random.Fork(row))];
        // Equal rows would never part.
        for (var i = 0; i < _from.Length; i++)
        {
            _from[i] += 1e-4f * (float)_streams[i / _recipe.Dimensions].NextGaussian();
        }

        for (var epoch = 0; epoch < _epochs; epoch++)
        {
            _options.CancellationToken.ThrowIfCancellationRequested();
            var rate = (float)(_recipe.LearningRate * (1 - (epoch / (double)_epochs)));
            var now = epoch;
            _team.Run(ParallelBlocks.Count(_n, RowsOfTask), (_, task) => Move(task * RowsOfTask, Math.Min((task + 1) * RowsOfTask, _n), now, rate));
            (_from, _to) = (_to, _from);
            if ((epoch + 1) % Math.Max(1, _epochs / 100) == 0 || epoch == _epochs - 1)
            {
                _options.Progress?.Report(new FitProgress("epochs", epoch + 1, _epochs));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Move(int start, int end, int epoch, float rate)
    {
        var d = _recipe.Dimensions;
        Span<float> differences = stackalloc float[d * Lanes];
        for (var row = start; row < end; row++)
        {
            var own = _to.AsSpan(row * d, d);
            _from.AsSpan(row * d, d).CopyTo(own);
            for (var edge = _graph.Starts[row]; edge < _graph.Starts[row + 1]; edge++)
            {
                if (_next[edge] > epoch)
                {
                    continue;
                }

                _next[edge] += _every[edge];
                Draw(own, _graph.Neighbours[edge], _streams[row], differences, rate);
            }
        }
    }

    // One edge: its row is pulled once as its head and once as its tail, and pushed away from random rows.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void Draw(Span<float> own, int neighbour, RandomStream random, Span<float> differences, float rate)
    {
        var pulled = 1;
        for (var left = _recipe.NegativeSamples; left > 0 || pulled == 1; pulled = 0)
        {
            differences.Clear();
            if (pulled == 1)
            {
                Subtract(own, neighbour, differences, 0);
            }

            var lane = pulled;
            for (; lane < Lanes && left > 0; lane++, left--)
            {
                Subtract(own, random.NextInt(_n), differences, lane);
            }

            Force(own, differences, pulled == 1, rate);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void Subtract(ReadOnlySpan<float> own, int other, Span<float> differences, int lane)
    {
        ref var place = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_from), other * own.Length);
        for (var i = 0; i < own.Length; i++)
        {
            differences[(i * Lanes) + lane] = own[i] - Unsafe.Add(ref place, i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void Force(Span<float> own, Span<float> differences, bool pulls, float rate)
    {
        ref var first = ref MemoryMarshal.GetReference(differences);
        var square = Vector256<float>.Zero;
        for (var i = 0; i < own.Length; i++)
        {
            var difference = Vector256.LoadUnsafe(ref first, (nuint)(i * Lanes));
            square += difference * difference;
        }

        var (a, b) = ((float)_curve.A, (float)_curve.B);
        var safe = Vector256.Max(square, Vector256.Create(1e-12f));
        var power = Vector256.Exp(Vector256.Log(safe) * Vector256.Create(b));
        var bottom = Vector256<float>.One + (power * Vector256.Create(a));
        var factor = Vector256.Create(2 * b * (float)_recipe.Repulsion) / ((square + Vector256.Create(LeastSquare)) * bottom);
        var times = Vector256<float>.One;
        if (pulls)
        {
            var pull = Vector256.Create(-2 * a * b) * power / (safe * bottom);
            factor = factor.WithElement(0, pull[0]);
            times = times.WithElement(0, 2);
        }

        for (var i = 0; i < own.Length; i++)
        {
            var move = factor * Vector256.LoadUnsafe(ref first, (nuint)(i * Lanes));
            move = Vector256.Min(Vector256.Max(move, Vector256.Create(-MostMove)), Vector256.Create(MostMove));
            own[i] += rate * Vector256.Sum(move * times);
        }
    }
}

using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>One fit of t-SNE: moves places downhill until they rest.</summary>
sealed class TSneDescent : IDisposable
{
    // The schedule of van der Maaten's code, 2014.
    const int ExaggeratedIterations = 250;
    const double EarlyMomentum = 0.5;
    const double LateMomentum = 0.8;
    const double LeastGain = 0.01;
    const int IterationsBetweenLooks = 50;
    const int GroupsOfTask = 8;
    const int RowsOfTask = GroupsOfTask * CellForces.Lanes;

    readonly TSne _recipe;
    readonly NeighbourGraph _graph;
    readonly FitOptions _options;
    readonly int _n;
    readonly double[] _places; // d × n
    readonly double[] _steps;
    readonly double[] _gains;
    readonly double[] _gradient;
    readonly CellTree _tree;
    readonly float[][] _pushes;
    readonly double[] _sums; // of q, a group
    readonly double[] _losses; // a task
    readonly double _learningRate;
    readonly ForkJoin _team;

    /// <summary>Prepares a fit.</summary>
    /// <param name="recipe">The settings.</param>
    /// <param name="graph">p, which adds up to 1.</param>
    /// <param name="places">d × n; moved.</param>
    /// <param name="options">Threads, progress, cancellation.</param>
    internal TSneDescent(TSne recipe, NeighbourGraph graph, double[] places, FitOptions options)
    {
        _recipe = recipe;
        _graph = graph;
        _options = options;
        _n = graph.RowCount;
        _places = places;
        _steps = new double[places.Length];
        _gains = [.. Enumerable.Repeat(1.0, places.Length)];
        _gradient = new double[places.Length];
        _tree = new CellTree(recipe.Dimensions, _n);
        _pushes = [.. Enumerable.Range(0, recipe.Dimensions).Select(_ => new float[_n + CellForces.Lanes])];
        _sums = new double[ParallelBlocks.Count(_n, CellForces.Lanes)];
        _losses = new double[ParallelBlocks.Count(_n, RowsOfTask)];
        // The step that n / exaggeration asks for: A. C. Belkina et al., "Automated Optimized Parameters for t-SNE", 2019.
        _learningRate = recipe.LearningRate > 0 ? recipe.LearningRate : Math.Max(_n / recipe.EarlyExaggeration / 4, 50);
        _team = new ForkJoin(ParallelBlocks.Threads(options.MaxThreads));
    }

    /// <summary>Iterations done.</summary>
    internal int Iterations { get; private set; }

    /// <summary>Whether the gradient vanished, or the divergence rested, before the most iterations were done.</summary>
    internal bool Converged { get; private set; }

    /// <summary>The divergence of the places as they are, by the tree.</summary>
    internal double Divergence { get; private set; } = double.NaN;

    public void Dispose() => _team.Dispose();

    internal void Run()
    {
        var (best, bestIteration) = (double.PositiveInfinity, 0);
        for (var iteration = 0; iteration < _recipe.Iterations && !Converged; iteration++)
        {
            _options.CancellationToken.ThrowIfCancellationRequested();
            var early = iteration < ExaggeratedIterations;
            var looks = (iteration + 1) % IterationsBetweenLooks == 0;
            Slope(early ? _recipe.EarlyExaggeration : 1, looks);
            Step(early ? EarlyMomentum : LateMomentum);
            Iterations = iteration + 1;
            if (!looks)
            {
                continue;
            }

            (best, bestIteration) = Divergence < best || early ? (Divergence, iteration) : (best, bestIteration);
            Converged = !early && (Math.Sqrt(Dot.Of(_gradient, _gradient)) <= _recipe.MinGradientNorm || iteration - bestIteration > _recipe.Patience);
            _options.Progress?.Report(new FitProgress("iterations", Iterations, _recipe.Iterations) { TrainingLoss = Divergence });
        }

        Slope(1, measures: true);
    }

    // The gradient 4 Σ (p − q / Z) q (y − z), and the divergence Σ p log (p Z / q) where it is asked for.
    void Slope(double exaggeration, bool measures)
    {
        _tree.Build(_places);
        var angle = (float)(_recipe.Angle * _recipe.Angle);
        _team.Run(ParallelBlocks.Count(_sums.Length, GroupsOfTask), (_, task) =>
        {
            for (var group = task * GroupsOfTask; group < Math.Min((task + 1) * GroupsOfTask, _sums.Length); group++)
            {
                _sums[group] = CellForces.Of(_tree, group, angle, _pushes);
            }
        });
        var total = Math.Max(_sums.Sum(), 1e-300);
        _team.Run(_losses.Length, (_, task) =>
        {
            var loss = 0.0;
            for (var place = task * RowsOfTask; place < Math.Min((task + 1) * RowsOfTask, _n); place++)
            {
                loss += _recipe.Dimensions == 2 ? Pull2(place, exaggeration, total, measures) : Pull3(place, exaggeration, total, measures);
            }

            _losses[task] = loss;
        });
        Divergence = measures ? _losses.Sum() : Divergence;
    }

    double Pull2(int place, double exaggeration, double total, bool measures)
    {
        var row = _tree.Order[place];
        var xs = _places.AsSpan(0, _n);
        var ys = _places.AsSpan(_n, _n);
        var (x, y, pullX, pullY, loss) = (xs[row], ys[row], 0.0, 0.0, 0.0);
        for (var edge = _graph.Starts[row]; edge < _graph.Starts[row + 1]; edge++)
        {
            var other = _graph.Neighbours[edge];
            var (dx, dy, p) = (x - xs[other], y - ys[other], _graph.Weights[edge]);
            var q = 1 / (1 + (dx * dx) + (dy * dy));
            pullX += p * q * dx;
            pullY += p * q * dy;
            loss += measures ? p * Math.Log(p / q * total) : 0;
        }

        _gradient[row] = 4 * ((exaggeration * pullX) - (_pushes[0][place] / total));
        _gradient[_n + row] = 4 * ((exaggeration * pullY) - (_pushes[1][place] / total));
        return loss;
    }

    double Pull3(int place, double exaggeration, double total, bool measures)
    {
        var row = _tree.Order[place];
        var (x, y, z) = (_places[row], _places[_n + row], _places[(2 * _n) + row]);
        var (pullX, pullY, pullZ, loss) = (0.0, 0.0, 0.0, 0.0);
        for (var edge = _graph.Starts[row]; edge < _graph.Starts[row + 1]; edge++)
        {
            var other = _graph.Neighbours[edge];
            var (dx, dy, dz, p) = (x - _places[other], y - _places[_n + other], z - _places[(2 * _n) + other], _graph.Weights[edge]);
            var q = 1 / (1 + (dx * dx) + (dy * dy) + (dz * dz));
            pullX += p * q * dx;
            pullY += p * q * dy;
            pullZ += p * q * dz;
            loss += measures ? p * Math.Log(p / q * total) : 0;
        }

        _gradient[row] = 4 * ((exaggeration * pullX) - (_pushes[0][place] / total));
        _gradient[_n + row] = 4 * ((exaggeration * pullY) - (_pushes[1][place] / total));
        _gradient[(2 * _n) + row] = 4 * ((exaggeration * pullZ) - (_pushes[2][place] / total));
        return loss;
    }

    // A coordinate that keeps going the same way goes faster (R. A. Jacobs, 1988).
    void Step(double momentum)
    {
        for (var i = 0; i < _places.Length; i++)
        {
            _gains[i] = _steps[i] * _gradient[i] < 0 ? _gains[i] + 0.2 : Math.Max(_gains[i] * 0.8, LeastGain);
            _steps[i] = (momentum * _steps[i]) - (_learningRate * _gains[i] * _gradient[i]);
            _places[i] += _steps[i];
        }
    }
}

using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// Sequential minimal optimisation: raises one coefficient and lowers another by as much, the pair chosen by second-order information, until no pair is worth it.
/// Rows that have come to rest at a bound are set aside and looked at again before the end.
/// </summary>
/// <remarks>
/// Source: J. Platt, 1998; R.-E. Fan, P.-H. Chen, C.-J. Lin, "Working Set Selection Using Second Order Information", 2005; C.-C. Chang, C.-J. Lin, "LIBSVM", 2011, §4.
/// </remarks>
sealed partial class SmoSolver : IDisposable
{
    // Multiplications of a kernel row below which a second thread costs more than it does.
    const long ParallelWork = 1_000_000;

    readonly SmoProblem _problem;
    readonly SmoSettings _settings;
    readonly KernelCache _cache;
    readonly ForkJoin? _team;
    readonly double[] _beta;
    readonly List<int[]> _placesOfEpoch = []; // for each set of rows since the last full one, the place of each row in it
    SmoState _state;
    int _epoch;

    internal SmoSolver(SmoProblem problem, SmoSettings settings)
    {
        _problem = problem;
        _settings = settings;
        _beta = problem.Start.Length == 0 ? new double[problem.RowCount] : (double[])problem.Start.Clone();
        _cache = new KernelCache(problem.RowCount, settings.CacheBytes);
        var threads = ParallelBlocks.Threads(settings.MaxThreads);
        _team = threads > 1 && (long)problem.RowCount * problem.FeatureCount >= ParallelWork ? new ForkJoin(threads) : null;
        _state = State([.. Enumerable.Range(0, problem.RowCount)]);
        problem.Target.CopyTo(_state.Residuals, 0);
        TakeOffSums(_state);
    }

    public void Dispose()
    {
        _team?.Dispose();
        _cache.Dispose();
    }

    internal SmoResult Solve()
    {
        _settings.CancellationToken.ThrowIfCancellationRequested();
        var iterations = 0;
        var converged = false;
        var allTakenBack = 0;
        var untilShrinking = Math.Min(_problem.RowCount, ShrinkEvery);
        var (up, gain) = Best();
        while (true)
        {
            // A step looks at every row, beside which asking costs nothing.
            _settings.CancellationToken.ThrowIfCancellationRequested();
            if (--untilShrinking == 0)
            {
                untilShrinking = Math.Min(_problem.RowCount, ShrinkEvery);
                _settings.Told?.Invoke(iterations);
                if (_settings.Shrinking && iterations - allTakenBack > StepsToPay * _beta.Count(beta => beta != 0) && Shrink(gain))
                {
                    (up, gain) = Best();
                }
            }

            var (down, leastCost) = up < 0 ? (-1, LeastCost()) : SmoPasses.Partner(_state, KernelOf(up), _state.SelfValues[up], gain);
            if (down < 0 || gain - leastCost <= _settings.Tolerance)
            {
                if (_state.Count < _problem.RowCount)
                {
                    TakeBackAll();
                    allTakenBack = iterations;
                    (up, gain) = Best();
                    continue;
                }

                converged = up < 0 || gain - leastCost <= _settings.Tolerance;
                return Result(gain, leastCost, iterations, converged);
            }

            if (iterations == _settings.MaxIterations)
            {
                return Stuck(iterations);
            }

            var before = (_beta[_state.Rows[up]], _beta[_state.Rows[down]]);
            var (i, j) = (_state.Rows[up], _state.Rows[down]);
            (up, gain) = Step(up, down, gain);
            iterations++;
            if (before == (_beta[i], _beta[j]))
            {
                return Stuck(iterations);
            }
        }
    }

    /// <summary>The result where no step is left or helps: a tolerance below what rounding allows ends here.</summary>
    SmoResult Stuck(int iterations)
    {
        if (_state.Count < _problem.RowCount)
        {
            TakeBackAll();
        }

        return Result(Best().Gain, LeastCost(), iterations, converged: false);
    }

    /// <summary>Raises one coefficient and lowers the other as far as the objective falls and the bounds, 0 among them, allow.</summary>
    (int Up, double Gain) Step(int up, int down, double gain)
    {
        var ofUp = KernelOf(up);
        var ofDown = KernelOf(down);
        var (i, j) = (_state.Rows[up], _state.Rows[down]);
        var curvature = Math.Max(_state.SelfValues[up] + _state.SelfValues[down] - (2.0 * ofUp[down]), SmoPasses.LeastCurvature);
        var step = (gain - (_state.Residuals[down] + _state.DownOffsets[down])) / curvature;
        var highest = _beta[i] < 0 ? 0 : _problem.Upper[i];
        var lowest = _beta[j] > 0 ? 0 : _problem.Lower[j];
        step = Math.Min(step, Math.Min(highest - _beta[i], _beta[j] - lowest));
        _beta[i] = step == highest - _beta[i] ? highest : _beta[i] + step;
        _beta[j] = step == _beta[j] - lowest ? lowest : _beta[j] - step;
        WriteOffsets(_state, up);
        WriteOffsets(_state, down);
        return SmoPasses.Update(_state, ofUp, ofDown, step);
    }

    /// <summary>The kernel values of a row with all rows worked on.</summary>
    ReadOnlySpan<float> KernelOf(int place)
    {
        var row = _state.Rows[place];
        var (slot, epoch) = _cache.Take(row, _epoch);
        var length = _state.Residuals.Length;
        if (epoch < 0)
        {
            var values = _cache.Values(slot, length);
            Compute(row, place, slot, values);
            return values;
        }

        if (epoch != _epoch)
        {
            // The rows worked on are some of those of then, in the same order: each value moves down, if at all.
            var places = _placesOfEpoch[epoch];
            var values = _cache.Values(slot, RowBlocks.Padded(_problem.RowCount));
            for (var i = 0; i < _state.Count; i++)
            {
                values[i] = values[places[_state.Rows[i]]];
            }

            values[_state.Count..length].Clear();
        }

        return _cache.Values(slot, length);
    }

    void Compute(int row, int place, int slot, Span<float> values)
    {
        var blocks = _state.Blocks;
        var p = _problem.FeatureCount;
        if (_team is null || (long)values.Length * p < ParallelWork)
        {
            KernelRow.Write(_problem.Kernel, _problem.Rows.AsSpan(row * p, p), blocks.Squares[place], blocks, 0, values);
            return;
        }

        var blocksPerTask = Math.Max(1, (int)(ParallelWork / 4 / ((long)p * RowBlocks.Lanes)));
        _team.Run(ParallelBlocks.Count(blocks.Count, blocksPerTask), (_, task) =>
        {
            var first = task * blocksPerTask;
            var end = Math.Min(first + blocksPerTask, blocks.Count);
            var own = _cache.Values(slot, blocks.Squares.Length)[(first * RowBlocks.Lanes)..(end * RowBlocks.Lanes)];
            KernelRow.Write(_problem.Kernel, _problem.Rows.AsSpan(row * p, p), blocks.Squares[place], blocks, first, own);
        });
    }

    SmoState State(int[] rows)
    {
        var state = new SmoState(rows, RowBlocks.Of(_problem.Rows, _problem.FeatureCount, rows));
        for (var i = 0; i < rows.Length; i++)
        {
            // As the cache rounds them, or two equal rows would seem to differ.
            state.SelfValues[i] = (float)_problem.Kernel.OfSelf(state.Blocks.Squares[i]);
            WriteOffsets(state, i);
        }

        return state;
    }

    void WriteOffsets(SmoState state, int place)
    {
        var row = state.Rows[place];
        var (beta, epsilon) = (_beta[row], _problem.Epsilon);
        state.UpOffsets[place] = beta >= _problem.Upper[row] ? double.NegativeInfinity : beta >= 0 ? -epsilon : epsilon;
        state.DownOffsets[place] = beta <= _problem.Lower[row] ? double.PositiveInfinity : beta > 0 ? -epsilon : epsilon;
    }

    /// <summary>The row whose coefficient is best raised.</summary>
    (int Up, double Gain) Best()
    {
        var (best, place) = (double.NegativeInfinity, -1);
        for (var i = 0; i < _state.Count; i++)
        {
            var gain = _state.Residuals[i] + _state.UpOffsets[i];
            if (gain > best)
            {
                (best, place) = (gain, i);
            }
        }

        return (place, best);
    }

    double LeastCost()
    {
        var least = double.PositiveInfinity;
        for (var i = 0; i < _state.Count; i++)
        {
            least = Math.Min(least, _state.Residuals[i] + _state.DownOffsets[i]);
        }

        return least;
    }

    /// <summary>The bias is what the free coefficients' rows agree on; where there are none, it is midway in what the bounds allow.</summary>
    SmoResult Result(double gain, double leastCost, int iterations, bool converged)
    {
        var (sum, free, objective) = (0.0, 0, 0.0);
        for (var row = 0; row < _beta.Length; row++)
        {
            var residual = _state.Residuals[row];
            objective += (_problem.Epsilon * Math.Abs(_beta[row])) - (_beta[row] * (_problem.Target[row] + residual) / 2);
            if (_state.UpOffsets[row] == _state.DownOffsets[row])
            {
                sum += residual + _state.UpOffsets[row];
                free++;
            }
        }

        var (low, high) = (double.IsInfinity(gain) ? leastCost : gain, double.IsInfinity(leastCost) ? gain : leastCost);
        return new SmoResult(_beta, free > 0 ? sum / free : (low + high) / 2, objective, iterations, converged);
    }
}

using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Fits a machine to every pair of classes and, for probabilities, to every pair without each of some folds. All these fits run beside each other.</summary>
sealed class PairTraining
{
    // As LIBSVM.
    const int Folds = 5;

    // The fit of a pair on all of its rows.
    const int Whole = -1;

    readonly SupportVectorClassifier _recipe;
    readonly KernelRows _rows;
    readonly int[] _codes;
    readonly double[] _costs;
    readonly int[][] _rowsOfPair;
    readonly bool[][] _isSecond;
    readonly int[][] _foldOfPair; // empty where there are no folds
    readonly double[][] _leftOut; // decisions on rows that the machine was not fitted on
    readonly SmoResult[] _results;

    internal PairTraining(SupportVectorClassifier recipe, KernelRows rows, int[] codes, int classes)
    {
        _recipe = recipe;
        _rows = rows;
        _codes = Array.ConvertAll(rows.Kept, row => codes[row]);
        _costs = Costs(classes);
        var pairs = PairwiseCoupling.Pairs(classes);
        _rowsOfPair = new int[pairs][];
        _isSecond = new bool[pairs][];
        _foldOfPair = new int[pairs][];
        _leftOut = new double[pairs][];
        _results = new SmoResult[pairs];
        for (var first = 0; first < classes; first++)
        {
            for (var second = first + 1; second < classes; second++)
            {
                Prepare(PairwiseCoupling.Pair(first, second, classes), first, second);
            }
        }
    }

    /// <summary>The machine of each pair, in the order of <see cref="PairwiseCoupling"/>.</summary>
    internal PairMachine[] Train(FitOptions options)
    {
        var tasks = new List<(int Pair, int Fold)>();
        for (var pair = 0; pair < _rowsOfPair.Length; pair++)
        {
            tasks.Add((pair, Whole));
            tasks.AddRange(Enumerable.Range(0, FoldsOf(pair)).Select(fold => (pair, fold)));
        }

        var caller = Environment.CurrentManagedThreadId;
        var done = 0;
        var alone = tasks.Count == 1;
        var beside = Math.Min(tasks.Count, ParallelBlocks.Threads(options.MaxThreads));
        options.Progress?.Report(new FitProgress("machines", 0, tasks.Count));
        ParallelBlocks.For(
            tasks.Count,
            1,
            options.MaxThreads,
            (task, _, _) =>
            {
                var settings = new SmoSettings(
                    _recipe.Tolerance,
                    _recipe.MaxIterations,
                    _recipe.Shrinking,
                    ((long)_recipe.CacheMegabytes << 20) / beside,
                    alone ? options.MaxThreads : 1,
                    alone && options.Progress is { } listener ? iteration => listener.Report(new FitProgress("iterations", iteration, _recipe.MaxIterations)) : null,
                    options.CancellationToken);
                Fit(tasks[task].Pair, tasks[task].Fold, settings);
                var now = Interlocked.Increment(ref done);
                if (Environment.CurrentManagedThreadId == caller && now < tasks.Count)
                {
                    options.Progress?.Report(new FitProgress("machines", now, tasks.Count));
                }
            },
            options.CancellationToken);
        options.Progress?.Report(new FitProgress("machines", tasks.Count, tasks.Count));
        return [.. Enumerable.Range(0, _rowsOfPair.Length).Select(pair => new PairMachine(_rowsOfPair[pair], _results[pair], ScalingOf(pair)))];
    }

    int FoldsOf(int pair) => _foldOfPair[pair].Length == 0 ? 0 : Math.Min(Folds, _foldOfPair[pair].Length);

    void Prepare(int pair, int first, int second)
    {
        var rows = Enumerable.Range(0, _codes.Length).Where(row => _codes[row] == first || _codes[row] == second).ToArray();
        _rowsOfPair[pair] = rows;
        _isSecond[pair] = Array.ConvertAll(rows, row => _codes[row] == second);
        var folds = _recipe.Probabilities == SupportVectorProbabilities.Platt && rows.Length > 1;
        _foldOfPair[pair] = folds
            ? RowSplitter.StratifiedFolds(Array.ConvertAll(_isSecond[pair], isSecond => isSecond ? 1 : 0), Math.Min(Folds, rows.Length), new RandomStream(_recipe.Seed).Fork(pair))
            : [];
        _leftOut[pair] = new double[rows.Length];
    }

    /// <summary>C for each row: by its own weight and, where classes are balanced, by its class's.</summary>
    double[] Costs(int classes)
    {
        var ofClass = new double[classes];
        for (var row = 0; row < _codes.Length; row++)
        {
            ofClass[_codes[row]] += _rows.Weights[row];
        }

        var total = ofClass.Sum();
        var factors = Array.ConvertAll(ofClass, weight => _recipe.BalanceClasses ? total / (classes * weight) : 1);
        return [.. _codes.Select((code, row) => _recipe.C * factors[code] * _rows.Weights[row])];
    }

    void Fit(int pair, int fold, SmoSettings settings)
    {
        var places = Enumerable.Range(0, _rowsOfPair[pair].Length).Where(i => fold == Whole || _foldOfPair[pair][i] != fold).ToArray();
        var rows = Array.ConvertAll(places, i => _rowsOfPair[pair][i]);
        var values = _rows.Take(rows);
        var isSecond = Array.ConvertAll(places, i => _isSecond[pair][i]);
        var result = Solve(values, rows, isSecond, settings);
        if (fold == Whole)
        {
            _results[pair] = result;
            return;
        }

        var left = Enumerable.Range(0, _rowsOfPair[pair].Length).Where(i => _foldOfPair[pair][i] == fold).ToArray();
        var decisions = Decisions(values, result, Array.ConvertAll(left, i => _rowsOfPair[pair][i]));
        for (var i = 0; i < left.Length; i++)
        {
            _leftOut[pair][left[i]] = decisions[i];
        }
    }

    SmoResult Solve(double[] values, int[] rows, bool[] isSecond, SmoSettings settings)
    {
        var seconds = isSecond.Count(is2 => is2);
        if (seconds == 0 || seconds == rows.Length)
        {
            // One class alone: every row is of it, as far as this machine can tell.
            return new SmoResult(new double[rows.Length], rows.Length == 0 ? 0 : seconds == 0 ? -1 : 1, 0, 0, Converged: true);
        }

        var problem = new SmoProblem
        {
            Rows = values,
            FeatureCount = _rows.FeatureCount,
            Kernel = _rows.Kernel,
            Target = Array.ConvertAll(isSecond, second => second ? 1.0 : -1),
            Lower = [.. rows.Select((row, i) => isSecond[i] ? 0 : -_costs[row])],
            Upper = [.. rows.Select((row, i) => isSecond[i] ? _costs[row] : 0)],
        };
        using var solver = new SmoSolver(problem, settings);
        return solver.Solve();
    }

    double[] Decisions(double[] values, SmoResult machine, int[] rows)
    {
        var p = _rows.FeatureCount;
        var blocks = RowBlocks.Of(_rows.Values, p, rows);
        var support = Enumerable.Range(0, machine.Coefficients.Length).Where(i => machine.Coefficients[i] != 0).ToArray();
        var squares = RowBlocks.Of(values, p, support).Squares;
        var decisions = new double[blocks.Squares.Length];
        Array.Fill(decisions, machine.Bias);
        Span<double> own = stackalloc double[RowBlocks.Lanes];
        for (var block = 0; block < blocks.Count; block++)
        {
            for (var i = 0; i < support.Length; i++)
            {
                KernelRow.Write(_rows.Kernel, values.AsSpan(support[i] * p, p), squares[i], blocks, block, own);
                AddScaled.Into(machine.Coefficients[support[i]], own, decisions.AsSpan(block * RowBlocks.Lanes, RowBlocks.Lanes));
            }
        }

        return decisions[..rows.Length];
    }

    PlattScaling ScalingOf(int pair)
    {
        var weights = Array.ConvertAll(_rowsOfPair[pair], row => _rows.Weights[row]);
        return FoldsOf(pair) == 0 ? new PlattScaling(-1, 0) : PlattScaling.Fit(_leftOut[pair], _isSecond[pair], weights);
    }
}

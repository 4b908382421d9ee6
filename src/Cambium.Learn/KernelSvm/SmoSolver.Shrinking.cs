using Cambium.Numerics;

namespace Cambium.Learn;

/// <content>Setting rows aside and taking them back.</content>
sealed partial class SmoSolver
{
    // Steps between two looks at which rows rest (LIBSVM, §5.1).
    const int ShrinkEvery = 1000;

    // Computing the residual of a row that was set aside takes a kernel value for each support vector, about what this many steps would have spent on the row. As long as
    // fewer steps were made, there is no telling that it pays.
    const int StepsToPay = 2;

    // Fewer rows left out than this share are not worth new arrays.
    const double WorthShrinking = 0.9;

    /// <summary>Sets aside the rows that neither raising nor lowering can be worth while the others are where they are.</summary>
    bool Shrink(double gain)
    {
        var leastCost = LeastCost();
        if (gain - leastCost <= _settings.Tolerance)
        {
            return false;
        }

        var kept = new List<int>(_state.Count);
        for (var i = 0; i < _state.Count; i++)
        {
            if (!(_state.Residuals[i] + _state.UpOffsets[i] < leastCost && _state.Residuals[i] + _state.DownOffsets[i] > gain))
            {
                kept.Add(i);
            }
        }

        if (kept.Count > WorthShrinking * _state.Count)
        {
            return false;
        }

        var places = new int[_problem.RowCount];
        for (var i = 0; i < _state.Count; i++)
        {
            places[_state.Rows[i]] = i;
        }

        _placesOfEpoch.Add(places);
        _epoch++;
        var before = _state;
        _state = State([.. kept.Select(i => before.Rows[i])]);
        for (var i = 0; i < kept.Count; i++)
        {
            _state.Residuals[i] = before.Residuals[kept[i]];
        }

        return true;
    }

    /// <summary>Works on all rows again; the residuals of those set aside are computed anew.</summary>
    void TakeBackAll()
    {
        var active = _state;
        var isActive = new bool[_problem.RowCount];
        foreach (var row in active.Rows)
        {
            isActive[row] = true;
        }

        var aside = State([.. Enumerable.Range(0, _problem.RowCount).Where(row => !isActive[row])]);
        for (var i = 0; i < aside.Count; i++)
        {
            aside.Residuals[i] = _problem.Target[aside.Rows[i]];
        }

        TakeOffSums(aside);
        _state = State([.. Enumerable.Range(0, _problem.RowCount)]);
        foreach (var part in new[] { active, aside })
        {
            for (var i = 0; i < part.Count; i++)
            {
                _state.Residuals[part.Rows[i]] = part.Residuals[i];
            }
        }

        _cache.Clear();
        _placesOfEpoch.Clear();
        _epoch = 0;
    }

    /// <summary>Takes Σⱼ βⱼ K(xⱼ, x) off the residuals, with values as the cache would hold them.</summary>
    void TakeOffSums(SmoState state)
    {
        var p = _problem.FeatureCount;
        var support = Enumerable.Range(0, _beta.Length).Where(row => _beta[row] != 0).ToArray();
        if (support.Length == 0 || state.Count == 0)
        {
            return;
        }

        var squares = RowBlocks.Of(_problem.Rows, p, support).Squares;
        ParallelBlocks.For(
            state.Blocks.Count,
            1,
            _settings.MaxThreads,
            (block, _, _) =>
            {
                var residuals = state.Residuals.AsSpan(block * RowBlocks.Lanes, RowBlocks.Lanes);
                for (var i = 0; i < support.Length; i++)
                {
                    var row = _problem.Rows.AsSpan(support[i] * p, p);
                    KernelRow.AddRounded(_problem.Kernel, row, squares[i], state.Blocks, block, -_beta[support[i]], residuals);
                }
            },
            _settings.CancellationToken);
    }
}

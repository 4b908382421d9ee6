namespace Cambium.Learn;

/// <summary>
/// A constraint as moments that are linear in the decisions: each at most 0 where it is kept. Parity holds each group within half the bound of all rows, so that two are at most the bound apart.
/// </summary>
/// <remarks>Source: A. Agarwal et al., "A Reductions Approach to Fair Classification", 2018, section 2.</remarks>
sealed class FairMoments
{
    readonly int[] _cells; // of each row, -1 where no constraint looks at it
    readonly bool[] _positive;
    readonly double[] _weights;
    readonly double _whole;
    readonly int _groups;
    readonly double[] _ofCell;
    readonly double[] _ofEvent;
    readonly bool _bounded;
    readonly double _bound;

    FairMoments(int[] cells, int groups, int events, bool[] positive, double[] weights, double bound, bool bounded)
    {
        (_cells, _groups, _positive, _weights, _bound, _bounded) = (cells, groups, positive, weights, bound, bounded);
        _whole = weights.Sum();
        _ofCell = new double[groups * events];
        for (var row = 0; row < cells.Length; row++)
        {
            if (cells[row] >= 0)
            {
                _ofCell[cells[row]] += weights[row];
            }
        }

        _ofEvent = [.. Enumerable.Range(0, events).Select(own => _ofCell.Skip(own * groups).Take(groups).Sum())];
        // A group that weighs nothing in an event cannot be held to anything, nor can one that is alone there.
        Cells = [.. Enumerable.Range(0, groups * events).Where(cell => _ofCell[cell] > 0 && (bounded || _ofCell[cell] < _ofEvent[cell / groups]))];
    }

    /// <summary>The pairs of event and group that are held to something.</summary>
    internal int[] Cells { get; }

    /// <summary>The number of moments: one a cell for bounded errors, else one for each side.</summary>
    internal int Count => _bounded ? Cells.Length : 2 * Cells.Length;

    internal bool IsBounded => _bounded;

    /// <summary>Whether a cell is the first of its event.</summary>
    internal bool IsFirst(int cell) => cell == 0 || Cells[cell] / _groups != Cells[cell - 1] / _groups;

    /// <summary>The moments of a constraint.</summary>
    /// <param name="constraint">What must be alike.</param>
    /// <param name="bound">How far it may be apart, or the largest error.</param>
    /// <param name="codes">The group of each row.</param>
    /// <param name="groups">The number of groups.</param>
    /// <param name="positive">Whether each row is positive.</param>
    /// <param name="weights">The weight of each row.</param>
    internal static FairMoments Of(FairConstraint constraint, double bound, int[] codes, int groups, bool[] positive, double[] weights)
    {
        var cells = constraint switch
        {
            FairConstraint.EqualOpportunity => [.. codes.Select((code, row) => positive[row] ? code : -1)],
            FairConstraint.EqualisedOdds => [.. codes.Select((code, row) => code + (positive[row] ? groups : 0))],
            _ => codes,
        };
        return new FairMoments(cells, groups, constraint == FairConstraint.EqualisedOdds ? 2 : 1, positive, weights, bound, constraint == FairConstraint.BoundedError);
    }

    /// <summary>How far the rates of two groups are apart at most, over the events.</summary>
    internal double Apart(int[] calls)
    {
        var ofCells = OfCells(Of(calls)); // upper less lower: twice the difference from all rows
        return Enumerable.Range(0, Cells.Length).GroupBy(i => Cells[i] / _groups).Select(own => (own.Max(i => ofCells[i]) - own.Min(i => ofCells[i])) / 2).DefaultIfEmpty(0).Max();
    }

    /// <summary>The weight of rows called wrong, of 1.</summary>
    internal double Error(int[] calls)
    {
        var error = 0.0;
        for (var row = 0; row < calls.Length; row++)
        {
            error += calls[row] == 1 == _positive[row] ? 0 : _weights[row];
        }

        return error / _whole;
    }

    /// <summary>The moments of decisions less what they may be.</summary>
    internal double[] Of(int[] calls)
    {
        var sums = new double[_ofCell.Length];
        for (var row = 0; row < calls.Length; row++)
        {
            if (_cells[row] >= 0)
            {
                sums[_cells[row]] += _bounded ? (calls[row] == 1 == _positive[row] ? 0 : _weights[row]) : calls[row] * _weights[row];
            }
        }

        if (_bounded)
        {
            return Array.ConvertAll(Cells, cell => (sums[cell] / _ofCell[cell]) - _bound);
        }

        var all = _ofEvent.Select((weight, own) => sums.Skip(own * _groups).Take(_groups).Sum() / weight).ToArray();
        return [.. Cells.SelectMany(cell => (double[])[(sums[cell] / _ofCell[cell]) - all[cell / _groups] - (_bound / 2), all[cell / _groups] - (sums[cell] / _ofCell[cell]) - (_bound / 2)])];
    }

    /// <summary>What it costs to call each row positive rather than negative, by errors and by multipliers of the cells; in units of a row's weight.</summary>
    /// <param name="ofCells">One a cell: of the upper side less the lower.</param>
    internal double[] Costs(double[] ofCells)
    {
        var multipliers = new double[_ofCell.Length];
        for (var i = 0; i < Cells.Length; i++)
        {
            multipliers[Cells[i]] = ofCells[i];
        }

        var ofEvent = _ofEvent.Select((weight, own) => weight == 0 ? 0 : multipliers.Skip(own * _groups).Take(_groups).Sum() / weight).ToArray();
        var costs = new double[_cells.Length];
        for (var row = 0; row < costs.Length; row++)
        {
            var right = _positive[row] ? -1 : 1;
            costs[row] = right;
            if (_cells[row] >= 0)
            {
                var ofCell = _ofCell[_cells[row]] == 0 ? 0 : multipliers[_cells[row]] / _ofCell[_cells[row]];
                costs[row] += _whole * (_bounded ? right * ofCell : ofCell - ofEvent[_cells[row] / _groups]);
            }

            costs[row] *= _weights[row];
        }

        return costs;
    }

    /// <summary>Multipliers of moments as multipliers of cells.</summary>
    internal double[] OfCells(double[] multipliers) => _bounded ? multipliers : [.. Enumerable.Range(0, Cells.Length).Select(i => multipliers[2 * i] - multipliers[(2 * i) + 1])];
}

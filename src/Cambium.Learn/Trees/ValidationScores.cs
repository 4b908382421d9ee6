using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Rows that trees are not grown on, and how well the trees so far do on them.</summary>
sealed class ValidationScores : IDisposable
{
    const int BlockRows = 4096;

    readonly FeatureMatrix _features;
    readonly RowSet _rows;
    readonly BoostingLoss _loss;
    readonly NativeArray<double>[] _scores;
    readonly double[] _sums;

    /// <summary>Watches rows.</summary>
    /// <param name="loss">The loss of the rows; owned, and disposed of with this.</param>
    internal ValidationScores(FeatureMatrix features, RowSet rows, BoostingLoss loss)
    {
        _features = features;
        _rows = rows;
        _loss = loss;
        _scores = [.. Enumerable.Range(0, loss.Outputs).Select(_ => new NativeArray<double>(BoostingLoss.PaddedLength(rows.Count)))];
        _sums = new double[ParallelBlocks.Count(rows.Count, BlockRows)];
    }

    /// <summary>Sets the scores that rows have before the first round.</summary>
    internal void Begin(TreeEnsemble start, ForkJoin team) => start.SetScores(_features, _rows, _scores, team);

    /// <summary>The mean loss after one more round of trees.</summary>
    internal double Add(TreeEnsemble round, ForkJoin team)
    {
        round.AddTo(_features, _rows, _scores, team);
        team.Run(_sums.Length, (_, block) => _sums[block] = _loss.Sum(block * BlockRows, Math.Min((block + 1) * BlockRows, _rows.Count), _scores));
        return _sums.Sum() / _loss.TotalWeight;
    }

    public void Dispose()
    {
        _loss.Dispose();
        foreach (var scores in _scores)
        {
            scores.Dispose();
        }
    }
}

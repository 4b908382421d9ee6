using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Makes one tree after another: the derivatives of the rows, the tree grown on them, the values of its leaves, and the rows' new scores.</summary>
sealed unsafe class TreeMaker : IDisposable
{
    readonly BoostingLoss _loss;
    readonly RowSampler _sampler;
    readonly ForkJoin _team;
    readonly RowItems _rows;
    readonly TreeGrower _grower;
    readonly LeafValues _leafValues;
    readonly GradientRounding _rounding;
    readonly NativeArray<double> _gradients;
    readonly NativeArray<double> _hessians;

    /// <summary>Takes the memory.</summary>
    /// <param name="team">Does the work, and may do other work between two trees.</param>
    internal TreeMaker(BoostingSettings settings, ColumnRules rules, BoostingLoss loss, BinnedMatrix matrix, RowSampler sampler, ForkJoin team)
    {
        _loss = loss;
        _sampler = sampler;
        _team = team;
        var padded = BoostingLoss.PaddedLength(matrix.RowCount);
        _rows = new RowItems(padded);
        _grower = new TreeGrower(settings, rules, matrix, _rows, team);
        _leafValues = new LeafValues(settings, rules, loss, matrix, _rows, team);
        _rounding = new GradientRounding(matrix.RowCount, team);
        _gradients = new NativeArray<double>(padded);
        _hessians = new NativeArray<double>(padded);
    }

    /// <summary>About how much memory one takes.</summary>
    internal static long Bytes(BoostingSettings settings, BinnedMatrix matrix)
    {
        const int BytesPerRow = 5 * sizeof(ulong);
        return (BytesPerRow * (long)matrix.RowCount) + (sizeof(double) * (long)Math.Min(settings.Leaves, matrix.RowCount) * new HistogramLayout(matrix).Length);
    }

    /// <summary>Makes the next tree of an output, and adds it to the scores.</summary>
    /// <param name="random">Rounds the derivatives and chooses columns.</param>
    internal Tree Make(int output, NativeArray<double>[] scores, RandomStream random)
    {
        var scale = _rounding.Fill(_loss, output, scores, random.NextBits(), _gradients.Pointer, _hessians.Pointer, _rows.Buffer(0));
        if (!scale.IsUsable)
        {
            return new Tree();
        }

        var (buffer, count) = _sampler.Divide(_rows, _team);
        var grown = _grower.Grow(scale, buffer, count, random);
        if (grown.Leaves.Count > 1)
        {
            grown.Tree.LeafCovers = _leafValues.Covers(grown);
            grown.Tree.LeafValues = _leafValues.Apply(grown, buffer, count, _gradients.Pointer, _hessians.Pointer, scores[output].Pointer);
        }

        return grown.Tree;
    }

    public void Dispose()
    {
        IEnumerable<IDisposable> parts = [_grower, _leafValues, _rows, _gradients, _hessians];
        foreach (var part in parts)
        {
            part.Dispose();
        }
    }
}

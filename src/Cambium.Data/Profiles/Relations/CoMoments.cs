using Cambium.Numerics;

namespace Cambium.Data;

/// <summary>The sums from which Pearson's correlation of all pairs of columns follows, over the rows in which both have a finite value.</summary>
sealed class CoMoments(int p)
{
    // Sums of products over the p columns, their squares and whether they are there, in one matrix of 3p × 3p.
    readonly double[] _sums = new double[9 * p * p];
    readonly double[] _shift = new double[p];
    bool _hasShift;

    int Width => 3 * p;

    /// <summary>Adds a block.</summary>
    /// <param name="values">p columns of m numbers, one after another; NaN and infinities are left out.</param>
    internal void Add(ReadOnlySpan<double> values)
    {
        var m = p == 0 ? 0 : values.Length / p;
        if (m == 0)
        {
            return;
        }

        Shift(values, m);
        var x = new double[Width * m];
        for (var j = 0; j < p; j++)
        {
            var column = values.Slice(j * m, m);
            var centred = x.AsSpan(j * m, m);
            var squares = x.AsSpan((p + j) * m, m);
            var present = x.AsSpan(((2 * p) + j) * m, m);
            for (var i = 0; i < m; i++)
            {
                var isThere = double.IsFinite(column[i]);
                var value = isThere ? column[i] - _shift[j] : 0;
                centred[i] = value;
                squares[i] = value * value;
                present[i] = isThere ? 1 : 0;
            }
        }

        GramMatrix.Add(x, Width, _sums);
    }

    /// <summary>Adds the sums of later rows.</summary>
    internal void Merge(CoMoments later)
    {
        if (!later._hasShift)
        {
            return;
        }

        if (!_hasShift)
        {
            later._shift.CopyTo(_shift, 0);
            _hasShift = true;
        }

        for (var i = 0; i < p; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                Move(later, i, j, later._shift[i] - _shift[i], later._shift[j] - _shift[j]);
            }
        }
    }

    /// <summary>Pearson's correlation of two columns; NaN below two rows, or where one of them is constant.</summary>
    internal double Correlation(int i, int j)
    {
        (i, j) = i >= j ? (i, j) : (j, i);
        var n = Sum((2 * p) + i, (2 * p) + j);
        var (x, y) = (Sum((2 * p) + j, i), Sum((2 * p) + i, j));
        var (xx, yy) = ((n * Sum((2 * p) + j, p + i)) - (x * x), (n * Sum((2 * p) + i, p + j)) - (y * y));
        var r = ((n * Sum(i, j)) - (x * y)) / Math.Sqrt(xx * yy);

        // What is left of a constant column is rounding.
        var isConstant = xx <= 1e-12 * n * Sum((2 * p) + j, p + i) || yy <= 1e-12 * n * Sum((2 * p) + i, p + j);
        return n < 2 || isConstant ? double.NaN : Math.Clamp(r, -1, 1);
    }

    ref double Sum(int row, int column) => ref row >= column ? ref _sums[(row * Width) + column] : ref _sums[(column * Width) + row];

    // About the mean of the first rows: sums about 0 would lose the digits of columns that lie far from it.
    void Shift(ReadOnlySpan<double> values, int m)
    {
        if (_hasShift)
        {
            return;
        }

        _hasShift = true;
        for (var j = 0; j < p; j++)
        {
            var (sum, n) = (0.0, 0);
            foreach (var value in values.Slice(j * m, m))
            {
                if (double.IsFinite(value))
                {
                    sum += value;
                    n++;
                }
            }

            _shift[j] = n > 0 && double.IsFinite(sum) ? sum / n : 0;
        }
    }

    /// <summary>Adds the sums of a pair that were taken about other points.</summary>
    void Move(CoMoments later, int i, int j, double di, double dj)
    {
        var n = later.Sum((2 * p) + i, (2 * p) + j);
        var (x, y) = (later.Sum((2 * p) + j, i), later.Sum((2 * p) + i, j));
        Sum((2 * p) + i, (2 * p) + j) += n;
        Sum(i, j) += later.Sum(i, j) + (dj * x) + (di * y) + (n * di * dj);
        Sum((2 * p) + j, i) += x + (n * di);
        Sum((2 * p) + j, p + i) += later.Sum((2 * p) + j, p + i) + (2 * di * x) + (n * di * di);
        if (i != j)
        {
            Sum((2 * p) + i, j) += y + (n * dj);
            Sum((2 * p) + i, p + j) += later.Sum((2 * p) + i, p + j) + (2 * dj * y) + (n * dj * dj);
        }
    }
}

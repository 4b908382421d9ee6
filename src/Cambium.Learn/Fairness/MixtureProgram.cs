namespace Cambium.Learn;

/// <summary>
/// The shares of classifiers that err least while the mean of their moments stays at most 0, or is above it as little as possible: minimise Σ q e + price × z under Σ q m − z ≤ 0 for every moment,
/// Σ q = 1, q ≥ 0, z ≥ 0. A vertex has no more shares above 0 than there are moments, and one.
/// </summary>
/// <remarks>Source: G. B. Dantzig, "Linear Programming and Extensions", 1963; R. G. Bland, "New Finite Pivoting Rules for the Simplex Method", 1977.</remarks>
sealed class MixtureProgram
{
    const double Zero = 1e-11;

    readonly int _members;
    readonly int _moments;
    readonly int _width;
    readonly double[][] _rows; // a moment a row, then the sum of shares, then the costs; the last column is the right side
    readonly int[] _basis;

    MixtureProgram(double[] errors, double[][] moments, double price)
    {
        (_members, _moments) = (errors.Length, moments[0].Length);
        _width = _members + 1 + _moments + 1;
        _basis = new int[_moments + 1];
        _rows = [.. Enumerable.Range(0, _moments + 2).Select(_ => new double[_width])];
        for (var j = 0; j < _moments; j++)
        {
            for (var t = 0; t < _members; t++)
            {
                _rows[j][t] = moments[t][j];
            }

            _rows[j][_members] = -1;
            _rows[j][_members + 1 + j] = 1;
            _basis[j] = _members + 1 + j;
        }

        for (var t = 0; t < _members; t++)
        {
            (_rows[_moments][t], _rows[_moments + 1][t]) = (1, errors[t]);
        }

        _rows[_moments][^1] = 1;
        _rows[_moments + 1][_members] = price;
    }

    /// <summary>Solves it.</summary>
    /// <param name="errors">The error of each classifier.</param>
    /// <param name="moments">The moments of each.</param>
    /// <param name="price">What it costs to break the constraint by 1.</param>
    /// <returns>The shares, the multiplier of each moment, and what is minimised.</returns>
    internal static (double[] Shares, double[] Multipliers, double Value) Solve(double[] errors, double[][] moments, double price)
    {
        var program = new MixtureProgram(errors, moments, price);
        program.Start();
        program.Run();
        var shares = new double[program._members];
        for (var row = 0; row < program._basis.Length; row++)
        {
            if (program._basis[row] < shares.Length)
            {
                shares[program._basis[row]] = Math.Max(0, program._rows[row][^1]);
            }
        }

        var sum = shares.Sum();
        var costs = program._rows[^1];
        return (Array.ConvertAll(shares, share => share < Zero ? 0 : share / sum), [.. Enumerable.Range(0, program._moments).Select(j => Math.Max(0, costs[program._members + 1 + j]))], -costs[^1]);
    }

    /// <summary>The first classifier alone, with as much of z as it breaks the constraint by.</summary>
    void Start()
    {
        Pivot(_moments, 0);
        var worst = Enumerable.Range(0, _moments).DefaultIfEmpty(-1).MinBy(j => j < 0 ? 0 : _rows[j][^1]);
        if (worst >= 0 && _rows[worst][^1] < 0)
        {
            Pivot(worst, _members);
        }
    }

    void Run()
    {
        // Bland's rule ends by itself; the bound is for numbers that rounding leads in circles.
        for (var step = 0; step < 100 * _width; step++)
        {
            var entering = Array.FindIndex(_rows[^1], 0, _width - 1, cost => cost < -Zero);
            if (entering < 0)
            {
                return;
            }

            var leaving = -1;
            for (var row = 0; row < _basis.Length; row++)
            {
                if (_rows[row][entering] > Zero && (leaving < 0 || Ratio(row) < Ratio(leaving) || (Ratio(row) == Ratio(leaving) && _basis[row] < _basis[leaving])))
                {
                    leaving = row;
                }
            }

            if (leaving < 0)
            {
                return;
            }

            Pivot(leaving, entering);

            double Ratio(int row) => _rows[row][^1] / _rows[row][entering];
        }
    }

    void Pivot(int row, int column)
    {
        var pivot = _rows[row][column];
        for (var i = 0; i < _width; i++)
        {
            _rows[row][i] /= pivot;
        }

        for (var other = 0; other < _rows.Length; other++)
        {
            var times = _rows[other][column];
            if (other == row || times == 0)
            {
                continue;
            }

            for (var i = 0; i < _width; i++)
            {
                _rows[other][i] -= times * _rows[row][i];
            }

            _rows[other][column] = 0;
        }

        _basis[row] = column;
    }
}

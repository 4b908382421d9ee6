using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Weighted least squares of what coalitions are worth on which columns are in them, the coefficients adding up to a given sum.</summary>
sealed class ConstrainedFit
{
    readonly CoalitionDraw _drawn;
    readonly int _p;
    readonly Cholesky _factor;
    readonly double[] _ofOnes; // A⁻¹ 1
    readonly double _sumOfOnes;

    internal ConstrainedFit(CoalitionDraw drawn)
    {
        _drawn = drawn;
        _p = drawn.Coalitions[0].Length;
        var matrix = new double[_p * _p];
        for (var k = 0; k < drawn.Coalitions.Length; k++)
        {
            var coalition = drawn.Coalitions[k];
            for (var i = 0; i < _p; i++)
            {
                for (var j = 0; j <= i && coalition[i]; j++)
                {
                    matrix[(i * _p) + j] += coalition[j] ? drawn.Weights[k] : 0;
                }
            }
        }

        // Each column alone is among the coalitions, so that no combination of columns is worth nothing in all of them.
        _factor = Cholesky.TryFactor(matrix, _p, out var factor) ? factor : throw new InvalidOperationException("The coalitions do not tell the columns apart.");
        _ofOnes = new double[_p];
        Array.Fill(_ofOnes, 1);
        _factor.Solve(_ofOnes);
        _sumOfOnes = _ofOnes.Sum();
    }

    /// <summary>The coefficients.</summary>
    /// <param name="worth">What each coalition is worth.</param>
    /// <param name="sum">What the coefficients add up to.</param>
    internal double[] Solve(Func<int, double> worth, double sum)
    {
        var values = new double[_p];
        for (var k = 0; k < _drawn.Coalitions.Length; k++)
        {
            var weighted = _drawn.Weights[k] * worth(k);
            for (var i = 0; i < _p; i++)
            {
                values[i] += _drawn.Coalitions[k][i] ? weighted : 0;
            }
        }

        _factor.Solve(values);
        var beyond = (values.Sum() - sum) / _sumOfOnes;
        for (var i = 0; i < _p; i++)
        {
            values[i] -= beyond * _ofOnes[i];
        }

        return values;
    }
}

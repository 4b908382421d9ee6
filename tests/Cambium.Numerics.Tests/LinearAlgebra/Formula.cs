namespace Cambium.Numerics.Tests;

/// <summary>Matrices by formula, as in tests/oracles/eigen.py.</summary>
static class Formula
{
    /// <summary>The sine of the squared place: numbers without a pattern.</summary>
    internal static double[] Wave(int m, int n) => [.. Enumerable.Range(1, m * n).Select(place => Math.Sin((double)place * place))];

    internal static double[] Symmetric(int n)
    {
        var a = Wave(n, n);
        return [.. Enumerable.Range(0, n * n).Select(place => a[place] + a[(place % n * n) + (place / n)])];
    }

    internal static double[] Hilbert(int n) => [.. Enumerable.Range(0, n * n).Select(place => 1.0 / ((place / n) + (place % n) + 1))];
}

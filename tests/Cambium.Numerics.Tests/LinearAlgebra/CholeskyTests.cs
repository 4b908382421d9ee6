namespace Cambium.Numerics.Tests;

public sealed class CholeskyTests
{
    [Fact]
    public void Solves_a_system_by_hand()
    {
        // L = [2; 1 3], so A = [4 2; 2 10].
        Assert.True(Cholesky.TryFactor([4, double.NaN, 2, 10], 2, out var factor)); // above the diagonal is not read

        double[] b = [8, 22];
        factor.Solve(b);

        Assert.Equal(1, b[0], 1e-15);
        Assert.Equal(2, b[1], 1e-15);
        Assert.Equal(4, factor.SmallestPivot);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(20)]
    [InlineData(65)]
    public void Solution_of_a_random_system_satisfies_it(int n)
    {
        var x = Width.Gaussians(2 * n * n, n);
        var matrix = new double[n * n];
        GramMatrix.Add(x, n, matrix);
        var b = Width.Gaussians(n, 7);

        Assert.True(Cholesky.TryFactor(matrix, n, out var factor));
        var solution = b.ToArray();
        factor.Solve(solution);

        for (var i = 0; i < n; i++)
        {
            var product = Enumerable.Range(0, n).Sum(j => matrix[(Math.Max(i, j) * n) + Math.Min(i, j)] * solution[j]);
            Assert.Equal(b[i], product, 1e-10); // condition below 100, sums of 65 terms of size 100
        }
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_matrix_that_is_not_positive_definite_is_refused(double pivot)
    {
        Assert.False(Cholesky.TryFactor([1, 0, 0, pivot], 2, out var factor));

        Assert.Null(factor);
    }

    [Fact]
    public void Collinear_columns_are_refused() => Assert.False(Cholesky.TryFactor([1, 0, 1, 1], 2, out _));

    [Fact]
    public void Nothing_is_solved_by_nothing()
    {
        Assert.True(Cholesky.TryFactor([], 0, out var factor));

        factor.Solve([]);
    }

    [Fact]
    public void A_matrix_of_another_size_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => Cholesky.TryFactor([1, 2, 3], 2, out _));

        Assert.Equal("'matrix' has 3 items, expected 4. (Parameter 'matrix')", error.Message);
    }
}

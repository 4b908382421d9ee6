namespace Cambium.Numerics.Tests;

public sealed class LeastSquaresTests
{
    [Fact]
    public void A_line_through_three_points_by_hand()
    {
        // y = 1, 2, 4 at x = 0, 1, 2: slope 1.5, intercept 5/6.
        var squares = new LeastSquares(2, 3);
        squares.AddRows([1, 1, 1, 0, 1, 2, 1, 2, 4]);
        var x = new double[2];

        var rank = squares.Solve([1, 1], 1e-10, x);

        Assert.Equal(2, rank);
        Assert.Equal(5.0 / 6, x[0], 1e-14);
        Assert.Equal(1.5, x[1], 1e-14);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(1000)]
    public void The_size_of_the_blocks_does_not_matter(int block)
    {
        const int N = 1000, P = 6;
        var expected = new double[P];
        var columns = Enumerable.Range(0, P + 1).Select(j => Width.Gaussians(N, j)).ToArray();

        var whole = new LeastSquares(P, N);
        whole.AddRows(columns.SelectMany(column => column).ToArray());
        whole.Solve(Enumerable.Repeat(1.0, P).ToArray(), 1e-10, expected);
        var parts = new LeastSquares(P, N);
        for (var start = 0; start < N; start += block)
        {
            parts.AddRows(columns.SelectMany(column => column.Skip(start).Take(block)).ToArray());
        }

        var actual = new double[P];
        parts.Solve(Enumerable.Repeat(1.0, P).ToArray(), 1e-10, actual);

        for (var j = 0; j < P; j++)
        {
            Assert.Equal(expected[j], actual[j], 1e-13); // condition near 1
        }
    }

    [Fact]
    public void Residuals_are_orthogonal_to_every_column()
    {
        const int N = 300, P = 10;
        var columns = Enumerable.Range(0, P + 1).Select(j => Width.Gaussians(N, j)).ToArray();
        var squares = new LeastSquares(P, N);
        squares.AddRows(columns.SelectMany(column => column).ToArray());
        var x = new double[P];

        squares.Solve(Enumerable.Repeat(1.0, P).ToArray(), 1e-10, x);

        var residuals = columns[P].ToArray();
        for (var j = 0; j < P; j++)
        {
            AddScaled.Into(-x[j], columns[j], residuals);
        }

        Assert.All(columns[..P], column => Assert.Equal(0, Dot.Of(column, residuals), 1e-11));
    }

    [Fact]
    public void Of_many_solutions_the_shortest_is_given()
    {
        // x0 + x1 = 2 has the shortest solution (1, 1).
        var squares = new LeastSquares(2, 2);
        squares.AddRows([1, 2, 1, 2, 2, 4]);
        var x = new double[2];

        Assert.Equal(1, squares.Solve([1, 1], 1e-10, x));

        Assert.Equal(1, x[0], 1e-14);
        Assert.Equal(1, x[1], 1e-14);
    }

    [Fact]
    public void Scales_say_what_short_means()
    {
        // Least of (x0/2)² + x1² where x0 + x1 = 5 is (4, 1).
        var squares = new LeastSquares(2, 1);
        squares.AddRows([1, 1, 5]);
        var x = new double[2];

        squares.Solve([2, 1], 1e-10, x);

        Assert.Equal(4, x[0], 1e-13);
        Assert.Equal(1, x[1], 1e-13);
    }

    [Fact]
    public void More_columns_than_rows_fit_exactly()
    {
        const int N = 5, P = 40;
        var block = Width.Gaussians(N * (P + 1), 3);
        var squares = new LeastSquares(P, N);
        squares.AddRows(block);
        var x = new double[P];

        Assert.Equal(N, squares.Solve(Enumerable.Repeat(1.0, P).ToArray(), 1e-10, x));

        for (var i = 0; i < N; i++)
        {
            Assert.Equal(block[(P * N) + i], Enumerable.Range(0, P).Sum(j => block[(j * N) + i] * x[j]), 1e-12);
        }
    }

    [Fact]
    public void A_unit_row_penalises_its_column()
    {
        // (x − 3)² + 2 x² is least at 1.
        var squares = new LeastSquares(1, 2);
        squares.AddRows([1, 3]);
        squares.AddUnitRow(0, Math.Sqrt(2));
        var x = new double[1];

        squares.Solve([1], 1e-10, x);

        Assert.Equal(1, x[0], 1e-15);
    }

    [Fact]
    public void Zeros_have_rank_zero_and_the_solution_zero()
    {
        var squares = new LeastSquares(2, 3);
        squares.AddRows([0, 0, 0, 0, 0, 0, 1, 2, 3]);
        double[] x = [9, 9];

        Assert.Equal(0, squares.Solve([1, 1], 1e-10, x));

        Assert.Equal([0, 0], x);
    }
}

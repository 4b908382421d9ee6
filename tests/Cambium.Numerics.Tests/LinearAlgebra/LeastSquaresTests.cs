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

        var rank = squares.Solve(1e-7, x, new bool[x.Length]);

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
        whole.Solve(1e-7, expected, new bool[expected.Length]);
        var parts = new LeastSquares(P, N);
        for (var start = 0; start < N; start += block)
        {
            parts.AddRows(columns.SelectMany(column => column.Skip(start).Take(block)).ToArray());
        }

        var actual = new double[P];
        parts.Solve(1e-7, actual, new bool[actual.Length]);

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

        squares.Solve(1e-7, x, new bool[x.Length]);

        var residuals = columns[P].ToArray();
        for (var j = 0; j < P; j++)
        {
            AddScaled.Into(-x[j], columns[j], residuals);
        }

        Assert.All(columns[..P], column => Assert.Equal(0, Dot.Of(column, residuals), 1e-11));
    }

    [Fact]
    public void Of_many_solutions_the_one_of_the_columns_furthest_left_is_given()
    {
        // Columns 1 2, 2 4, 0 1, 1 0: the second is twice the first, the last is the first less twice the third.
        var squares = new LeastSquares(4, 2);
        squares.AddRows([1, 2, 2, 4, 0, 1, 1, 0, 3, 5]);
        var (x, isAliased) = (new double[4], new bool[4]);

        Assert.Equal(2, squares.Solve(1e-7, x, isAliased));

        Assert.Equal([false, true, false, true], isAliased);
        Assert.Equal(3, x[0], 1e-14);
        Assert.Equal(-1, x[2], 1e-14);
        Assert.Equal((0, 0), (x[1], x[3]));
    }

    [Theory]
    [InlineData(1e-6, 2)]
    [InlineData(1e-8, 1)]
    public void What_is_left_of_a_column_decides_whether_it_is_taken(double left, int rank)
    {
        var squares = new LeastSquares(2, 3);
        squares.AddRows([1, 0, 0, 1, left, 0, 1, 1, 1]);

        Assert.Equal(rank, squares.Solve(1e-7, new double[2], new bool[2]));
    }

    [Fact]
    public void More_columns_than_rows_fit_exactly()
    {
        const int N = 5, P = 40;
        var block = Width.Gaussians(N * (P + 1), 3);
        var squares = new LeastSquares(P, N);
        squares.AddRows(block);
        var x = new double[P];

        Assert.Equal(N, squares.Solve(1e-7, x, new bool[x.Length]));

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

        squares.Solve(1e-7, x, new bool[x.Length]);

        Assert.Equal(1, x[0], 1e-15);
    }

    [Fact]
    public void Zeros_have_rank_zero_and_the_solution_zero()
    {
        var squares = new LeastSquares(2, 3);
        squares.AddRows([0, 0, 0, 0, 0, 0, 1, 2, 3]);
        double[] x = [9, 9];

        Assert.Equal(0, squares.Solve(1e-7, x, new bool[x.Length]));

        Assert.Equal([0, 0], x);
    }
}

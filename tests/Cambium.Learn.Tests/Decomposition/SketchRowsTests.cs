using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn.Tests;

public sealed class SketchRowsTests
{
    // More than a block of 64 rows and a strip of 256 columns, neither in whole ones; 18 blocks make two rows of parts.
    const int Rows = (64 * 17) + 5;
    const int Columns = 263;
    const int Width = 3;

    [Fact]
    public void Products_are_as_sums_over_all_numbers()
    {
        var (numbers, shifts) = Numbers();
        using var x = new SketchRows(numbers, shifts, 0.5, default);
        var across = Gaussians(Width * Columns, 2);
        var along = new double[Width * Rows];
        var back = new double[Width * Columns];

        x.ToRows(across, along);
        x.ToColumns(along, back);

        var entry = 0.0;
        var second = 0.0;
        for (var column = 0; column < Columns; column++)
        {
            entry += across[Columns + column] * (numbers[column][77] - shifts[column]) * 0.5;
        }

        for (var row = 0; row < Rows; row++)
        {
            second += along[(2 * Rows) + row] * (numbers[260][row] - shifts[260]) * 0.5;
        }

        // Sums of some thousand terms of size 1 to 100 in another order.
        Assert.Equal(entry, along[Rows + 77], 1e-12);
        Assert.Equal(second, back[(2 * Columns) + 260], 1e-10);
    }

    [Fact]
    public void A_round_is_both_products_one_after_the_other_at_any_number_of_threads()
    {
        var (numbers, shifts) = Numbers();
        var rounds = new[] { 1, 2, 7 }.Select(threads =>
        {
            using var x = new SketchRows(numbers, shifts, 0.5, new FitOptions { MaxThreads = threads });
            var across = Gaussians(Width * Columns, 2);
            var expected = Gaussians(Width * Columns, 2);
            var along = new double[Width * Rows];
            x.ToRows(expected, along);
            x.ToColumns(along, expected);

            x.Round(across);

            Assert.Equal(expected, across);
            return across;
        }).ToArray();

        Assert.Equal(rounds[0], rounds[1]);
        Assert.Equal(rounds[0], rounds[2]);
    }

    [Fact]
    public void The_sum_of_squares_is_that_of_the_moved_and_scaled_numbers()
    {
        var (numbers, shifts) = Numbers();

        using var x = new SketchRows(numbers, shifts, 0.5, default);

        var expected = Enumerable.Range(0, Columns).Sum(column =>
        {
            var sum = 0.0;
            foreach (var value in numbers[column])
            {
                sum += (value - shifts[column]) * (value - shifts[column]) / 4;
            }

            return sum;
        });
        Assert.Equal(1, x.Squares / expected, 1e-13);
    }

    static (NumberColumns Numbers, double[] Shifts) Numbers()
    {
        var table = Table.Create([.. Enumerable.Range(0, Columns).Select(j => Column.Of($"f{j}", Gaussians(Rows, 100 + j)))]);
        return (NumberColumns.ToLearn(table, []), Gaussians(Columns, 1));
    }

    static double[] Gaussians(int count, long seed)
    {
        var random = new RandomStream(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextGaussian())];
    }
}

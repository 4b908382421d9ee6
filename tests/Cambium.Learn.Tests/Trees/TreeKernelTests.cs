using System.Runtime.Intrinsics;
using Cambium.Numerics;

namespace Cambium.Learn.Tests;

/// <summary>The parts below the grower, each against a plain computation.</summary>
public sealed unsafe class TreeKernelTests
{
    [Theory]
    [InlineData(10)]
    [InlineData(5000)]
    public void Radix_sort_orders_as_comparison_does(int count)
    {
        var random = new RandomStream(1);
        var values = TreeTables.Draw(count, row => row % 50 == 0 ? double.NegativeInfinity : row % 51 == 0 ? double.MaxValue : random.NextGaussian() * Math.Exp(20 * random.NextGaussian()));
        values[3] = 0;
        values[7] = double.PositiveInfinity;
        var expected = values.Order().ToArray();

        RadixSort.Sort(values, new double[values.Length]);

        Assert.Equal(expected, values);
    }

    [Fact]
    public void Numbers_that_agree_in_their_upper_bits_are_sorted_too()
    {
        var random = new RandomStream(5);
        // Three upper halves, each of thousands of numbers.
        var values = TreeTables.Draw(20_000, row => (row % 3) - 1 + (random.NextInt(1 << 20) * Math.Pow(2, -50)));
        var expected = values.Order().ToArray();

        RadixSort.Sort(values, new double[values.Length]);

        Assert.Equal(expected, values);
    }

    [Fact]
    public void Few_distinct_values_get_a_bin_each_with_borders_half_way()
    {
        var edges = new double[255];

        var count = QuantileEdges.Fill([1, 1, 1, 1, 1, 1, 2, 4, 4], 3, edges);

        Assert.Equal([1.5, 3], edges[..count]);
    }

    [Fact]
    public void Equal_values_are_one_bin_however_many_they_are()
    {
        var edges = new double[255];
        for (var length = 1; length < 300; length++)
        {
            double[] sorted = [.. Enumerable.Repeat(-1.0, 20), .. Enumerable.Repeat(0.0, length), .. Enumerable.Repeat(1.0, 300 - length), 2];

            Assert.Equal(3, QuantileEdges.Fill(sorted, 255, edges));
            Assert.Equal([-0.5, 0.5, 1.5], edges[..3]);
            Assert.Equal(2, QuantileEdges.Fill(sorted.AsSpan(20), 255, edges));
            Assert.Equal(2, QuantileEdges.Fill(sorted.AsSpan(0, 320), 255, edges));
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(17)]
    [InlineData(255)]
    public void Many_distinct_values_share_bins_of_nearly_equal_size(int bins)
    {
        var sorted = TreeTables.Draw(10_000, row => row);
        var edges = new double[255];

        var count = QuantileEdges.Fill(sorted, bins, edges);

        Assert.Equal(bins - 1, count);
        double[] borders = [-1, .. edges[..count], 10_000];
        Assert.All(borders.Zip(borders.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, (10_000.0 / bins) - 2, (10_000.0 / bins) + 2));
    }

    [Fact]
    public void A_value_of_half_the_rows_takes_one_bin_and_leaves_the_others()
    {
        var sorted = TreeTables.Draw(10_000, row => row < 5000 ? 0 : row);
        var edges = new double[255];

        var count = QuantileEdges.Fill(sorted, 255, edges);

        Assert.Equal(254, count);
        Assert.Equal(2500, edges[0]);
    }

    [Theory]
    [InlineData(1.0, 2.0, 1.5)]
    [InlineData(double.NegativeInfinity, double.PositiveInfinity, double.NegativeInfinity)]
    [InlineData(0.0, double.PositiveInfinity, 0.0)]
    [InlineData(-double.MaxValue, double.MaxValue, 0.0)]
    [InlineData(0.0, double.Epsilon, 0.0)]
    public void A_border_is_at_least_the_lower_value_and_below_the_upper(double low, double high, double expected) =>
        Assert.Equal(expected, QuantileEdges.Midpoint(low, high));

    [Fact]
    public void Values_fall_into_the_bin_that_counts_the_edges_below_them()
    {
        var random = new RandomStream(2);
        var sample = TreeTables.Draw(3000, _ => random.NextGaussian());
        var bins = FeatureBins.OfNumbers(sample, new double[sample.Length], 255);
        double[] values = [.. sample[..1001], double.NaN, double.PositiveInfinity, double.NegativeInfinity];

        var assigned = stackalloc byte[values.Length];
        bins.Assign(values, assigned);

        for (var i = 0; i < values.Length; i++)
        {
            var below = Enumerable.Range(0, bins.Count - 1).Count(bin => bins.UpperEdge(bin) < values[i]);
            Assert.Equal(double.IsNaN(values[i]) ? bins.Missing : below, assigned[i]);
        }
    }

    [Fact]
    public void Packed_sums_of_a_full_chunk_of_extreme_rows_do_not_overflow()
    {
        foreach (var gradient in new[] { PackedGradient.MostGradient, -PackedGradient.MostGradient })
        {
            var item = PackedGradient.Items(Vector512.Create(7UL), Vector512.Create((long)gradient), Vector512.Create((long)PackedGradient.MostHessian))[0];
            var sum = Vector512.Create(PackedGradient.Cell(item) * PackedGradient.ChunkRows);

            Assert.Equal(7u, PackedGradient.Row(item));
            Assert.Equal((long)gradient * PackedGradient.ChunkRows, PackedGradient.Gradients(sum)[0]);
            Assert.Equal((long)PackedGradient.MostHessian * PackedGradient.ChunkRows, PackedGradient.Hessians(sum)[0]);
            Assert.Equal(PackedGradient.ChunkRows, PackedGradient.Rows(sum)[0]);
        }
    }

    [Fact]
    public void Rounding_has_no_bias_beside_an_extreme_row()
    {
        // One row sets the unit: the others' gradients are 0.3 of it.
        var rows = 40_000;
        var target = TreeTables.Draw(rows, row => row == 0 ? PackedGradient.MostGradient - 1 : 0.3);
        using var team = new ForkJoin(1);
        using var loss = new SquaredLoss(target, []);
        using var scores = new NativeArray<double>(rows);
        using var gradients = new NativeArray<double>(rows);
        using var hessians = new NativeArray<double>(rows);
        using var items = new NativeArray<ulong>(rows);
        scores.Span.Clear();

        var scale = new GradientRounding(rows, team).Fill(loss, 0, [scores], 5, gradients.Pointer, hessians.Pointer, items.Pointer);

        var sum = 0L;
        for (var row = 1; row < rows; row++)
        {
            sum += PackedGradient.Gradients(Vector512.Create(PackedGradient.Cell(items.Pointer[row])))[0];
        }

        Assert.Equal(1, scale.Gradient);
        Assert.InRange(sum, (-0.3 * rows) - 460, (-0.3 * rows) + 460); // 5 standard deviations of 40,000 draws
    }

    [Fact]
    public void The_exponential_is_right_to_2_units_in_the_last_place()
    {
        for (var x = -700.0; x < 700; x += 0.37)
        {
            var expected = Math.Exp(x);

            var actual = Exponential.Of(Vector512.Create(x))[3];

            Assert.InRange(actual / expected, 1 - 5e-16, 1 + 5e-16);
        }

        Assert.Equal(Exponential.Of(Vector512.Create(-708.0)), Exponential.Of(Vector512.Create(-1e9)));
        Assert.Equal(1, Exponential.Of(Vector512<double>.Zero)[0]);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    [InlineData(true, 1)]
    [InlineData(false, 4)]
    [InlineData(true, 4)]
    public void A_partition_keeps_the_order_within_both_sides(bool missingLeft, int threads)
    {
        var rows = 50_000;
        var random = new RandomStream(3);
        var bins = FeatureBins.OfNumbers(TreeTables.Draw(10, row => row), new double[10], 255);
        using var team = new ForkJoin(Math.Max(threads, 1));
        using var items = new RowItems(rows);
        using var column = new NativeArray<byte>(rows);
        for (var row = 0; row < rows; row++)
        {
            column.Span[row] = (byte)random.NextInt(11);
            items.Buffer(0)[row] = (ulong)row << 32;
        }

        var rule = new BinRule(new Split { Bin = 3, MissingLeft = missingLeft }, bins);
        // 0 threads: by the caller, without a team.
        var left = threads == 0 ? items.Partition(0, 0, rows, column.Pointer, rule) : items.Partition(team, 0, 0, rows, column.Pointer, rule);

        var isLeft = Enumerable.Range(0, rows).ToLookup(row => column.Span[row] <= 3 || (column.Span[row] == 10 && missingLeft));
        Assert.Equal(isLeft[true].Count(), left);
        Assert.Equal([.. isLeft[true], .. isLeft[false]], Enumerable.Range(0, rows).Select(row => (int)PackedGradient.Row(items.Buffer(1)[row])));
    }

    [Fact]
    public void A_team_does_every_task_once_over_thousands_of_steps()
    {
        using var team = new ForkJoin(5);
        var done = new int[17];
        for (var step = 0; step < 20_000; step++)
        {
            team.Run(done.Length, (_, task) => done[task]++);
        }

        Assert.All(done, count => Assert.Equal(20_000, count));
    }

    [Fact]
    public void A_task_that_fails_on_any_thread_ends_the_step_with_its_exception()
    {
        using var team = new ForkJoin(3);

        var error = Assert.ThrowsAny<Exception>(() => team.Run(50, (_, _) => throw new InvalidOperationException("broken")));

        Assert.Equal("broken", error.GetBaseException().Message);
    }
}

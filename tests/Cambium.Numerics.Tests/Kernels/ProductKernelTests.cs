namespace Cambium.Numerics.Tests;

/// <summary>Kernels made of products and sums, at every width and length, against plain loops. Tolerance: the rounding of up to a hundred terms.</summary>
public sealed class ProductKernelTests
{
    [Theory]
    [MemberData(nameof(Width.AllByLength), MemberType = typeof(Width))]
    public void Dot_and_sum_are_those_of_a_plain_loop(int width, int length)
    {
        var (x, y) = (Width.Gaussians(length, 1), Width.Gaussians(length, 2));
        var (dot, sum, size) = (0.0, 0.0, 0.0);
        for (var i = 0; i < length; i++)
        {
            dot += x[i] * y[i];
            sum += x[i];
            size += Math.Abs(x[i] * y[i]) + Math.Abs(x[i]);
        }

        Width.AssertClose(dot, Width.Dot(width, x, y), size);
        Width.AssertClose(sum, Width.Sum(width, x), size);
        Width.AssertClose(dot, Dot.Of(x, y), size);
        Width.AssertClose(sum, Sum.Of(x), size);
    }

    [Theory]
    [MemberData(nameof(Width.AllByLength), MemberType = typeof(Width))]
    public void Four_dots_are_four_times_one(int width, int length)
    {
        double[][] x = [.. Enumerable.Range(3, 4).Select(seed => Width.Gaussians(length, seed))];
        var y = Width.Gaussians(length, 2);

        var (s0, s1, s2, s3) = Width.Dot(width, x, y);
        var dispatched = Dot.Of(x[0], x[1], x[2], x[3], y);

        Width.AssertClose(Width.Dot(1, x[0], y), s0, 1 + length);
        Width.AssertClose(Width.Dot(1, x[1], y), s1, 1 + length);
        Width.AssertClose(Width.Dot(1, x[2], y), s2, 1 + length);
        Width.AssertClose(Width.Dot(1, x[3], y), s3, 1 + length);
        Width.AssertClose(s2, dispatched.Item3, 1 + length);
    }

    [Theory]
    [MemberData(nameof(Width.AllByLength), MemberType = typeof(Width))]
    public void Adding_multiples_is_that_of_a_plain_loop(int width, int length)
    {
        double[][] x = [.. Enumerable.Range(3, 4).Select(seed => Width.Gaussians(length, seed))];
        double[] a = [0.5, -2, 3, 0.25];
        var y = Width.Gaussians(length, 2);
        var one = y.ToArray();
        var four = y.ToArray();

        Width.AddScaled(width, a[1], x[1], one);
        Width.AddScaled(width, a, x, four);

        for (var i = 0; i < length; i++)
        {
            Width.AssertClose(y[i] - (2 * x[1][i]), one[i], 10);
            Width.AssertClose(y[i] + (0.5 * x[0][i]) - (2 * x[1][i]) + (3 * x[2][i]) + (0.25 * x[3][i]), four[i], 20);
        }
    }

    [Theory]
    [MemberData(nameof(Width.AllByLength), MemberType = typeof(Width))]
    public void Moving_and_scaling_is_that_of_a_plain_loop(int width, int length)
    {
        var (x, s) = (Width.Gaussians(length, 1), Width.Gaussians(length, 2));
        var (plain, scaled) = (new double[length], new double[length]);

        Width.ScaleShift(width, x, 0.5, 3, [], plain);
        Width.ScaleShift(width, x, 0.5, 3, s, scaled);

        Assert.Equal(x.Select(value => (value - 0.5) * 3), plain);
        Assert.Equal(x.Zip(s, (value, factor) => (value - 0.5) * 3 * factor), scaled);
    }

    [Theory]
    [MemberData(nameof(Width.AllByLength), MemberType = typeof(Width))]
    public void Gram_matrix_is_made_of_dots(int width, int length)
    {
        var p = 1 + (length % 11);
        var x = Width.Gaussians(p * length, 5);
        var gram = Enumerable.Repeat(2.0, p * p).ToArray();

        Width.Gram(width, x, p, gram);

        for (var i = 0; i < p; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var expected = 2 + Width.Dot(1, x[(i * length)..((i + 1) * length)], x[(j * length)..((j + 1) * length)]);
                Width.AssertClose(expected, gram[(i * p) + j], 2 + length);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Width.All), MemberType = typeof(Width))]
    public void Not_finite_numbers_reach_the_result(int width)
    {
        var x = Enumerable.Repeat(1.0, 37).ToArray();
        double[] inf = [.. x];
        inf[30] = double.PositiveInfinity;
        double[] nan = [.. x];
        nan[36] = double.NaN;

        Assert.Equal(double.PositiveInfinity, Width.Dot(width, x, inf));
        Assert.Equal(double.NaN, Width.Dot(width, x, nan));
        Assert.Equal(double.PositiveInfinity, Width.Sum(width, inf));
        Assert.Equal(double.NaN, Width.Sum(width, nan));
    }

    [Fact]
    public void Products_with_columns_are_those_with_rows()
    {
        const int N = 23, P = 7;
        ReadOnlyMemory<double>[] columns = [.. Enumerable.Range(0, P).Select(j => (ReadOnlyMemory<double>)Width.Gaussians(N, j))];
        var w = Width.Gaussians(P, 50);
        var r = Width.Gaussians(10, 51);
        var z = Enumerable.Repeat(1.0, 10).ToArray();
        var g = Enumerable.Repeat(1.0, P).ToArray();

        ColumnProduct.Add(columns, 11, w, z);
        ColumnProduct.AddTransposed(columns, 11, r, g);

        for (var i = 0; i < 10; i++)
        {
            Width.AssertClose(1 + Enumerable.Range(0, P).Sum(j => columns[j].Span[11 + i] * w[j]), z[i], 10);
        }

        for (var j = 0; j < P; j++)
        {
            Width.AssertClose(1 + Enumerable.Range(0, 10).Sum(i => columns[j].Span[11 + i] * r[i]), g[j], 10);
        }
    }

    [Fact]
    public void Unequal_lengths_are_refused()
    {
        var dot = Assert.Throws<ArgumentException>(() => Dot.Of([1, 2], [1]));
        var add = Assert.Throws<ArgumentException>(() => AddScaled.Into(1, [1, 2], new double[3]));
        var sigmoid = Assert.Throws<ArgumentException>(() => Sigmoid.Of([1, 2], new double[1]));

        Assert.Equal("'y' has 1 items, expected 2. (Parameter 'y')", dot.Message);
        Assert.Equal("'x' has 2 items, expected 3. (Parameter 'x')", add.Message);
        Assert.Equal("'y' has 1 items, expected 2. (Parameter 'y')", sigmoid.Message);
    }
}

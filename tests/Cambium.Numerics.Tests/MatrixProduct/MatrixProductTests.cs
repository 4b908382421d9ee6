using System.Numerics;
using System.Runtime.Intrinsics;

namespace Cambium.Numerics.Tests;

public sealed class MatrixProductTests
{
    // Around the heights and widths of tiles (1, 2, 4, 6, 8, 14; 2 to 32 columns), the shape that is not packed (28 rows) and the block of
    // terms (512).
    static readonly (int M, int N, int K)[] Shapes =
    [
        (0, 3, 2), (3, 0, 2), (1, 1, 1), (1, 40, 3), (2, 33, 5), (3, 31, 7), (5, 17, 2), (7, 32, 13), (9, 64, 1), (13, 1, 29), (14, 16, 64), (15, 15, 15),
        (28, 65, 11), (29, 65, 11), (31, 37, 41), (43, 2, 511), (5, 6, 512), (30, 35, 513), (4, 3, 1030), (97, 101, 103), (113, 48, 1),
    ];

    public static TheoryData<int> Widths => [1, 2, 4, 8];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Doubles_are_as_sums_over_all_terms(int width)
    {
        foreach (var (m, n, k) in Shapes)
        {
            AssertProduct<double>(width, m, n, k, 1e-15);
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Singles_are_as_sums_over_all_terms(int width)
    {
        foreach (var (m, n, k) in Shapes)
        {
            AssertProduct<float>(width, m, n, k, 6e-7);
        }
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void A_transposed_view_is_as_a_transposed_copy(bool transposesA, bool transposesB)
    {
        foreach (var (m, n, k) in Shapes)
        {
            var a = Width.Gaussians(m * k, 1);
            var b = Width.Gaussians(k * n, 2);
            var expected = new double[m * n];
            MatrixProduct.Of(new MatrixView<double>(a, m, k), new MatrixView<double>(b, k, n), new MatrixSpan<double>(expected, m, n));

            var viewA = transposesA ? new MatrixView<double>(Transposed(a, m, k), k, m).Transposed : new MatrixView<double>(a, m, k);
            var viewB = transposesB ? new MatrixView<double>(Transposed(b, k, n), n, k).Transposed : new MatrixView<double>(b, k, n);
            var found = new double[m * n];
            MatrixProduct.Of(viewA, viewB, new MatrixSpan<double>(found, m, n));

            Assert.Equal(expected, found);
        }
    }

    [Theory]
    [InlineData(97, 101, 103)]
    [InlineData(300, 200, 600)]
    [InlineData(3, 900, 700)]
    [InlineData(900, 5, 700)]
    public void Any_number_of_threads_gives_the_same_bits(int m, int n, int k)
    {
        var a = Width.Gaussians(m * k, 1);
        var b = Width.Gaussians(k * n, 2);
        var products = new[] { 1, 2, 7 }.Select(threads =>
        {
            var c = new double[m * n];
            MatrixProduct.Of(new MatrixView<double>(a, m, k), new MatrixView<double>(b, k, n), new MatrixSpan<double>(c, m, n), threads);
            return c;
        }).ToArray();

        Assert.Equal(products[0], products[1]);
        Assert.Equal(products[0], products[2]);
    }

    [Fact]
    public void An_entry_has_the_same_bits_whatever_other_rows_and_columns_there_are()
    {
        const int M = 61, N = 70, K = 600;
        var a = Width.Gaussians(M * K, 1);
        var b = Width.Gaussians(K * N, 2);
        var all = new double[M * N];
        MatrixProduct.Of(new MatrixView<double>(a, M, K), new MatrixView<double>(b, K, N), new MatrixSpan<double>(all, M, N));

        foreach (var row in (int[])[0, 13, 14, 57, 60])
        {
            var one = new double[N];
            MatrixProduct.Of(new MatrixView<double>(a.AsSpan(row * K, K), 1, K), new MatrixView<double>(b, K, N), new MatrixSpan<double>(one, 1, N));
            Assert.Equal(all.AsSpan(row * N, N).ToArray(), one);
        }
    }

    [Fact]
    public void Strides_leave_what_lies_between_the_rows()
    {
        double[] a = [1, 2, -9, 3, 4, -9]; // 2 × 2, stride 3
        double[] b = [5, 6, 7, 8];
        var c = Enumerable.Repeat(-1.0, 8).ToArray();

        MatrixProduct.Of(new MatrixView<double>(a, 2, 2, 3), new MatrixView<double>(b, 2, 2), new MatrixSpan<double>(c, 2, 2, 4));

        Assert.Equal([19, 22, -1, -1, 43, 50, -1, -1], c);
    }

    [Fact]
    public void What_C_holds_counts_only_where_beta_is_not_0()
    {
        double[] a = [2];
        double[] c = [double.NaN];
        MatrixProduct.Add(3, new MatrixView<double>(a, 1, 1), new MatrixView<double>(a, 1, 1), 0, new MatrixSpan<double>(c, 1, 1));
        Assert.Equal(12, c[0]);

        MatrixProduct.Add(1, new MatrixView<double>(a, 1, 1), new MatrixView<double>(a, 1, 1), -0.5, new MatrixSpan<double>(c, 1, 1));
        Assert.Equal(-2, c[0]);

        MatrixProduct.Add(1, new MatrixView<double>([], 1, 0), new MatrixView<double>([], 0, 1), 2, new MatrixSpan<double>(c, 1, 1));
        Assert.Equal(-4, c[0]);
        MatrixProduct.Of(new MatrixView<double>([], 1, 0), new MatrixView<double>([], 0, 1), new MatrixSpan<double>(c, 1, 1));
        Assert.Equal(0, c[0]);
    }

    [Fact]
    public void Strange_numbers_reach_their_row_and_column_and_no_other()
    {
        const int N = 37;
        var a = Width.Gaussians(N * N, 1);
        var b = Width.Gaussians(N * N, 2);
        a[(5 * N) + 3] = double.NaN;
        a[(20 * N) + 7] = double.PositiveInfinity;
        b[(9 * N) + 36] = double.NegativeInfinity;

        var c = new double[N * N];
        MatrixProduct.Of(new MatrixView<double>(a, N, N), new MatrixView<double>(b, N, N), new MatrixSpan<double>(c, N, N));

        for (var i = 0; i < c.Length; i++)
        {
            var (row, column) = (i / N, i % N);
            Assert.Equal(row is not (5 or 20) && column != 36, double.IsFinite(c[i]));
            Assert.Equal(row == 5, double.IsNaN(c[i]) && !(row == 20));
        }
    }

    [Theory]
    [InlineData(1, 9)]
    [InlineData(16, 16)]
    [InlineData(67, 530)]
    [InlineData(200, 1000)]
    public void A_square_is_symmetric_and_as_the_product(int m, int k)
    {
        var a = Width.Gaussians(m * k, 1);
        var view = new MatrixView<double>(a, m, k);
        var product = Width.Gaussians(m * m, 3);
        for (var i = 0; i < m; i++)
        {
            for (var j = 0; j < i; j++)
            {
                product[(j * m) + i] = product[(i * m) + j];
            }
        }

        var square = product.ToArray();
        MatrixProduct.Add(2, view, view.Transposed, 0.5, new MatrixSpan<double>(product, m, m));
        MatrixProduct.AddSquare(2, view, 0.5, new MatrixSpan<double>(square, m, m));

        Assert.Equal(product, square);
    }

    [Fact]
    public void Sizes_that_do_not_go_together_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(() =>
            MatrixProduct.Of(new MatrixView<double>(new double[6], 2, 3), new MatrixView<double>(new double[6], 2, 3), new MatrixSpan<double>(new double[4], 2, 2)));

        Assert.Equal("A is 2 × 3, B is 2 × 3 and C is 2 × 2, expected m × k, k × n and m × n. (Parameter 'c')", error.Message);
    }

    [Fact]
    public void Views_of_too_few_values_are_refused()
    {
        var few = Assert.Throws<ArgumentException>(() => new MatrixView<double>(new double[6], 2, 3, 4).Rows);
        var stride = Assert.Throws<ArgumentOutOfRangeException>(() => new MatrixSpan<double>(new double[6], 2, 3, 2).Rows);

        Assert.Equal("'values' has 6 items, but 2 rows of 3 columns with a stride of 4 take 7. (Parameter 'values')", few.Message);
        Assert.StartsWith("The stride of a matrix of 3 columns must be at least 3.", stride.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new MatrixView<double>([], -1, 3).Rows);
    }

    static void AssertProduct<T>(int width, int m, int n, int k, double relative)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (aDoubles, bDoubles) = (Width.Gaussians(m * k, 1), Width.Gaussians(k * n, 2));
        var (a, b) = (aDoubles.Select(T.CreateChecked).ToArray(), bDoubles.Select(T.CreateChecked).ToArray());
        var c = new T[m * n];

        Run(width, new MatrixView<T>(a, m, k), new MatrixView<T>(b, k, n), new MatrixSpan<T>(c, m, n));

        for (var i = 0; i < c.Length; i++)
        {
            var (exact, size) = (0.0, 0.0);
            for (var term = 0; term < k; term++)
            {
                var product = double.CreateChecked(a[((i / n) * k) + term]) * double.CreateChecked(b[(term * n) + (i % n)]);
                exact += product;
                size += Math.Abs(product);
            }

            // The roundings of k sums grow about as the root of k.
            Width.AssertClose(exact, double.CreateChecked(c[i]), size * Math.Sqrt(k), relative);
        }
    }

    static void Run<T>(int width, in MatrixView<T> a, in MatrixView<T> b, in MatrixSpan<T> c)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (width)
        {
            case 1: MatrixProduct.Run<ProductTile6<LanesScalar<T>, T, T>, T>(T.One, a, b, T.Zero, c, 2); break;
            case 2: MatrixProduct.Run<ProductTile14<Lanes128<T>, Vector128<T>, T>, T>(T.One, a, b, T.Zero, c, 2); break;
            case 4: MatrixProduct.Run<ProductTile6<Lanes256<T>, Vector256<T>, T>, T>(T.One, a, b, T.Zero, c, 2); break;
            default: MatrixProduct.Run<ProductTile14<Lanes512<T>, Vector512<T>, T>, T>(T.One, a, b, T.Zero, c, 2); break;
        }
    }

    static double[] Transposed(double[] a, int rows, int columns)
    {
        var transposed = new double[a.Length];
        for (var i = 0; i < a.Length; i++)
        {
            transposed[(i % columns * rows) + (i / columns)] = a[i];
        }

        return transposed;
    }
}

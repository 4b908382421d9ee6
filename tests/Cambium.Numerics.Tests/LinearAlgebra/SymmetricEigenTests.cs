namespace Cambium.Numerics.Tests;

public sealed class SymmetricEigenTests
{
    // tests/oracles/eigen.py
    [Fact]
    public void Values_and_vectors_are_those_of_numpy()
    {
        var waves = SymmetricEigen.Of(Formula.Symmetric(6), 6);
        AssertNear([4.1333782769828495, 2.6000058100025223, 0.9321701368320319, -1.046204248864308, -1.9240125207857637, -2.277311973745514], waves.Values, 1e-13);
        AssertNear(
            [0.6222676527743478, -0.5674557288594281, -0.08981588997121473, 0.3170334965722789, -0.10222884028169517, -0.4144262253644342], waves.Vector(0), 1e-13);
        AssertNear(
            [-0.011167074438309613, -0.6046531711640887, 0.04939056481274351, 0.013033114113936739, 0.07969498459422591, 0.7907649831171069], waves.Vector(1), 1e-13);

        var hilbert = SymmetricEigen.Of(Formula.Hilbert(5), 5);
        AssertNear([1.5670506910982303, 0.2085342186110134, 0.01140749162341968, 0.00030589804015115484, 3.2879287721647793e-06], hilbert.Values, 1e-15);
        AssertNear([0.7678547350658071, 0.44579106046270944, 0.3215782944802202, 0.2534389432451752, 0.20982263656363154], hilbert.Vector(0), 1e-13);
        AssertNear([0.6018714783539728, -0.2759134174320983, -0.4248766223515216, -0.443903038699774, -0.42901335368169324], hilbert.Vector(1), 1e-13);
    }

    [Fact]
    public void Two_by_two_by_hand()
    {
        var eigen = SymmetricEigen.Of([2, double.NaN, 1, 2], 2); // above the diagonal is not read

        AssertNear([3, 1], eigen.Values, 1e-15);
        AssertNear([Math.Sqrt(0.5), Math.Sqrt(0.5)], eigen.Vector(0), 1e-15);
        AssertNear([Math.Sqrt(0.5), Math.Sqrt(0.5)], [Math.Abs(eigen.Vector(1)[0]), Math.Abs(eigen.Vector(1)[1])], 1e-15);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 1)]
    [InlineData(17, 1)]
    [InlineData(64, 1e-200)]
    [InlineData(65, 1e200)]
    [InlineData(150, 1)]
    public void The_matrix_is_vectors_times_values(int n, double size)
    {
        var random = Width.Gaussians(n * n, n);
        var matrix = new double[n * n];
        for (var i = 0; i < n * n; i++)
        {
            matrix[i] = size * (random[i] + random[(i % n * n) + (i / n)]);
        }

        AssertDecomposes(matrix, n);
    }

    [Fact]
    public void Repeated_and_zero_values_have_orthogonal_vectors()
    {
        // Rank 3 of 40, and the unit matrix, and one with blocks that do not meet.
        var factors = Width.Gaussians(3 * 40, 4);
        var low = new double[40 * 40];
        MatrixProduct.AddSquare(1, new MatrixView<double>(factors, 40, 3), 0, new MatrixSpan<double>(low, 40, 40));
        var unit = new double[9 * 9];
        var blocks = new double[9 * 9];
        for (var i = 0; i < 9; i++)
        {
            unit[i * 10] = 1;
            blocks[i * 10] = i % 3;
            blocks[(i * 9) + (i ^ 1) % 9] = i == 8 ? 2 : 1;
        }

        AssertDecomposes(low, 40);
        AssertDecomposes(unit, 9);
        AssertDecomposes(blocks, 9);
        AssertDecomposes(new double[16], 4);
        Assert.All(SymmetricEigen.Of(low, 40).Values[3..].ToArray(), value => Assert.Equal(0, value, 1e-12));
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_bits()
    {
        var matrix = Formula.Symmetric(130);

        var all = new[] { 1, 2, 7 }.Select(threads => SymmetricEigen.Of(matrix, 130, threads)).ToArray();

        Assert.Equal(all[0].Vectors.ToArray(), all[1].Vectors.ToArray());
        Assert.Equal(all[0].Vectors.ToArray(), all[2].Vectors.ToArray());
        Assert.Equal(all[0].Values.ToArray(), all[2].Values.ToArray());
    }

    [Fact]
    public void Nothing_has_no_values() => Assert.Equal(0, SymmetricEigen.Of([], 0).Values.Length);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    public void Numbers_that_are_not_finite_are_refused(double strange)
    {
        var error = Assert.Throws<ArgumentException>(() => SymmetricEigen.Of([1, 0, strange, 1], 2));

        Assert.Equal("'matrix' holds NaN or infinite numbers, expected finite ones. (Parameter 'matrix')", error.Message);
    }

    [Fact]
    public void A_matrix_of_another_size_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => SymmetricEigen.Of([1, 2, 3], 2));

        Assert.Equal("'matrix' has 3 items, expected 4. (Parameter 'matrix')", error.Message);
    }

    static void AssertDecomposes(double[] matrix, int n)
    {
        var eigen = SymmetricEigen.Of(matrix, n);
        var size = Math.Max(Math.Abs(eigen.Values[0]), Math.Abs(eigen.Values[^1]));
        for (var i = 0; i < n; i++)
        {
            Assert.True(i == 0 || eigen.Values[i] <= eigen.Values[i - 1]);
            for (var j = 0; j < n; j++)
            {
                // Backward error: a few n roundings of the size of the matrix.
                Assert.Equal(i == j ? 1 : 0, Dot.Of(eigen.Vector(i), eigen.Vector(j)), 1e-15 * (n + 10));
                var entry = 0.0;
                for (var k = 0; k < n; k++)
                {
                    entry += eigen.Vectors[(k * n) + i] * (eigen.Values[k] / Math.Max(size, double.Epsilon)) * eigen.Vectors[(k * n) + j];
                }

                Assert.Equal(matrix[(Math.Max(i, j) * n) + Math.Min(i, j)] / Math.Max(size, double.Epsilon), entry, 1e-15 * (n + 10));
            }

            var vector = eigen.Vector(i).ToArray();
            Assert.True(vector.MaxBy(Math.Abs) > 0);
        }
    }

    static void AssertNear(double[] expected, ReadOnlySpan<double> actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], tolerance);
        }
    }
}

namespace Cambium.Numerics.Tests;

public sealed class SingularValuesTests
{
    // tests/oracles/eigen.py
    [Fact]
    public void Values_and_vectors_are_those_of_numpy()
    {
        var tall = SingularValues.Of(new MatrixView<double>(Formula.Wave(7, 4), 7, 4));
        AssertNear([2.5370964743518387, 2.0686868191835273, 1.3733546472447997, 1.2292429165056091], tall.Values);
        AssertNear([-0.28991533689116794, 0.06346111934509346, -0.6559963725800817, 0.6939672491757252], tall.Right[..4]);
        AssertNear([-0.346797016507938, 0.7307534613513427, -0.30672571562394724, -0.5016478281017485], tall.Right[4..8]);

        var wide = SingularValues.Of(new MatrixView<double>(Formula.Wave(4, 7), 4, 7));
        AssertNear([2.4647437122292715, 2.001049020267865, 1.7511722307253965, 0.9837183950541093], wide.Values);
        AssertNear(
            [0.1285966255728931, 0.6388693953791628, -0.14562750966346494, 0.010721741841566585, -0.12454651332420554, 0.41083213823421216, -0.6080226940114304],
            wide.Right[..7]);
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(5, 1, 1)]
    [InlineData(1, 6, 1)]
    [InlineData(30, 30, 1e200)]
    [InlineData(200, 31, 1e-200)]
    [InlineData(31, 200, 1)]
    public void The_matrix_is_vectors_times_values(int m, int n, double size) =>
        AssertDecomposes([.. Width.Gaussians(m * n, m).Select(value => value * size)], m, n);

    [Fact]
    public void Rank_deficient_matrices_have_orthonormal_vectors()
    {
        AssertDecomposes(new double[12], 4, 3);
        AssertDecomposes([1, 1, 0, 2, 2, 0, 3, 3, 0, 4, 4, 0], 4, 3);
        AssertDecomposes([1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0], 3, 5);
    }

    [Fact]
    public void Small_values_of_columns_of_other_scale_keep_their_digits()
    {
        // Orthogonal columns of length 1e-12 and 1e12 and between: the values are the lengths.
        double[] matrix = [1e-12, 1e12, 1e-12, -1e12];

        var found = SingularValues.Of(new MatrixView<double>(matrix, 2, 2));

        Assert.Equal(1, found.Values[1] / (1e-12 * Math.Sqrt(2)), 1e-14);
        Assert.Equal(1, found.Values[0] / (1e12 * Math.Sqrt(2)), 1e-14);
    }

    [Fact]
    public void A_transposed_view_is_as_its_transpose()
    {
        var view = new MatrixView<double>(Formula.Wave(7, 4), 7, 4);

        Assert.Equal(SingularValues.Of(view).Values.ToArray(), SingularValues.Of(view.Transposed).Values.ToArray());
    }

    [Fact]
    public void Numbers_that_are_not_finite_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => SingularValues.Of(new MatrixView<double>([1, double.NaN], 2, 1)));

        Assert.Equal("'matrix' holds NaN or infinite numbers, expected finite ones. (Parameter 'matrix')", error.Message);
    }

    static void AssertDecomposes(double[] matrix, int m, int n)
    {
        var found = SingularValues.Of(new MatrixView<double>(matrix, m, n));
        var r = Math.Min(m, n);
        var size = Math.Max(found.Values[0], double.Epsilon);
        Assert.Equal(r, found.Values.Length);
        for (var i = 0; i < r; i++)
        {
            Assert.True(found.Values[i] >= 0 && (i == 0 || found.Values[i] <= found.Values[i - 1]));
            Assert.True(found.Right.Slice(i * n, n).ToArray().MaxBy(Math.Abs) > 0);
            for (var j = 0; j < r; j++)
            {
                Assert.Equal(i == j ? 1 : 0, Dot.Of(found.Left.Slice(i * m, m), found.Left.Slice(j * m, m)), 1e-14);
                Assert.Equal(i == j ? 1 : 0, Dot.Of(found.Right.Slice(i * n, n), found.Right.Slice(j * n, n)), 1e-14);
            }
        }

        for (var place = 0; place < m * n; place++)
        {
            var entry = 0.0;
            for (var k = 0; k < r; k++)
            {
                entry += found.Left[(k * m) + (place / n)] * (found.Values[k] / size) * found.Right[(k * n) + (place % n)];
            }

            Assert.Equal(matrix[place] / size, entry, 1e-14); // some 10 roundings of the size of the matrix
        }
    }

    static void AssertNear(double[] expected, ReadOnlySpan<double> actual)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], 1e-13);
        }
    }
}

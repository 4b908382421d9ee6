namespace Cambium.Numerics.Tests;

public sealed class CsrMatrixTests
{
    // 1 0 2
    // 0 0 0
    // 0 3 4
    static readonly CsrMatrix Small = new(3, 3, new[] { 0, 2, 2, 4 }, new[] { 0, 2, 1, 2 }, new double[] { 1, 2, 3, 4 });

    [Fact]
    public void Entries_are_found_by_place()
    {
        Assert.Equal([1, 0, 2, 0, 0, 0, 0, 3, 4], Dense(Small));
        Assert.Equal(4, Small.EntryCount);
        Assert.Equal([1, 2], Small.RowIndices(2));
        Assert.Equal([3, 4], Small.RowValues(2));
    }

    [Fact]
    public void Entries_of_one_place_are_added_up()
    {
        var matrix = CsrMatrix.FromEntries(2, 3, [(1, 2, 1.0), (0, 1, 5), (1, 0, 2), (1, 2, 0.5)]);

        Assert.Equal([0, 5, 0, 2, 0, 1.5], Dense(matrix));
        Assert.Equal(3, matrix.EntryCount);
    }

    [Fact]
    public void Slices_and_chosen_rows_are_those_rows()
    {
        Assert.Equal([0, 0, 0, 0, 3, 4], Dense(Small.Slice(1, 2)));
        Assert.Equal(2, Small.Slice(1, 2).EntryCount);
        Assert.Equal([0, 3, 4, 1, 0, 2, 0, 3, 4], Dense(Small.Take([2, 0, 2])));
        Assert.Equal(0, Small.Slice(3, 0).RowCount);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Transposing_and_products_are_those_of_the_dense_matrix(int seed)
    {
        var random = new RandomStream(seed);
        var whole = CsrMatrix.FromEntries(23, 17, Enumerable.Range(0, 90).Select(_ => (random.NextInt(23), random.NextInt(17), random.NextGaussian())));
        var matrix = whole.Slice(3, 19);
        double[] x = [.. Enumerable.Range(0, 17).Select(_ => random.NextGaussian())];
        double[] z = [.. Enumerable.Range(0, 19).Select(_ => random.NextGaussian())];
        var y = new double[19];
        var back = new double[17];

        matrix.Multiply(x, y);
        matrix.MultiplyTransposed(z, back);
        var turned = matrix.Transpose();

        for (var row = 0; row < 19; row++)
        {
            Assert.Equal(Enumerable.Range(0, 17).Sum(column => matrix[row, column] * x[column]), y[row], 1e-12);
        }

        for (var column = 0; column < 17; column++)
        {
            Assert.Equal(Enumerable.Range(0, 19).Sum(row => matrix[row, column] * z[row]), back[column], 1e-12);
            Assert.All(Enumerable.Range(0, 19), row => Assert.Equal(matrix[row, column], turned[column, row]));
        }

        // Its rows are valid as given.
        Assert.Equal(Dense(turned), Dense(new CsrMatrix(17, 19, turned.Starts.ToArray(), turned.Indices.ToArray(), turned.Values.ToArray())));
    }

    [Fact]
    public void Parts_that_do_not_fit_are_refused()
    {
        Refused("A matrix of 2 rows needs 3 starts; there are 2.", [0, 1], [0], [1]);
        Refused("There are 1 column indices but 2 values; each entry has one of both.", [0, 1, 1], [0], [1, 2]);
        Refused("The entries run from 0 to 3, but there are 1.", [0, 1, 3], [0], [1]);
        Refused("Row 1 starts at entry 2 but ends at 1; starts never fall.", [0, 2, 1], [0, 1], [1, 2]);
        Refused("Row 0 has column 1 after 1; columns ascend within a row, from 0 to 2.", [0, 2, 2], [1, 1], [1, 2]);
        Refused("Row 1 has column 3 after -1; columns ascend within a row, from 0 to 2.", [0, 1, 2], [0, 3], [1, 2]);
        Refused("Row 1 has column -1 after -1; columns ascend within a row, from 0 to 2.", [0, 1, 2], [0, -1], [1, 2]);

        static void Refused(string message, int[] starts, int[] indices, double[] values)
        {
            var error = Assert.Throws<ArgumentException>(() => new CsrMatrix(2, 3, starts, indices, values));
            Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Places_outside_are_refused()
    {
        var entry = Assert.Throws<ArgumentException>(() => CsrMatrix.FromEntries(2, 3, [(0, 3, 1.0)]));
        var column = Assert.Throws<ArgumentOutOfRangeException>(() => Small[0, 3]);
        var row = Assert.Throws<ArgumentOutOfRangeException>(() => Small.Take([3]));

        Assert.StartsWith("Entry (0, 3) is outside the matrix of 2 rows and 3 columns.", entry.Message, StringComparison.Ordinal);
        Assert.StartsWith("The matrix has 3 columns.", column.Message, StringComparison.Ordinal);
        Assert.StartsWith("The matrix has 3 rows; asked for 1 from row 3.", row.Message, StringComparison.Ordinal);
    }

    static double[] Dense(CsrMatrix matrix) =>
        [.. Enumerable.Range(0, matrix.RowCount).SelectMany(row => Enumerable.Range(0, matrix.ColumnCount).Select(column => matrix[row, column]))];
}

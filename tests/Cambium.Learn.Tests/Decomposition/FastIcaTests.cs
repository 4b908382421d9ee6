using Cambium.Data;
using static Cambium.Learn.Tests.DecompositionTables;

namespace Cambium.Learn.Tests;

public sealed class FastIcaTests
{
    // Three waves of other shapes in four columns, as in tests/oracles/decomposition.py.
    static readonly double[] Weights = [1.0, 0.5, -2.0, 0.3, 0.4, 1.5, 1.0, -0.7, 2.0, -1.0, 0.5, 1.1];
    static readonly double[] Shifts = [5.0, 0, -3, 1];

    static double Source(int source, int row) => source switch
    {
        0 => Math.Sin(0.7 * row),
        1 => Math.Sin((0.31 * row) + 0.2) >= 0 ? 1 : -1,
        _ => 0.137 * row % 1,
    };

    static Table Mixed(int n) =>
        Of(n, 4, (row, column) => Shifts[column] + Enumerable.Range(0, 3).Sum(source => Source(source, row) * Weights[(source * 4) + column]));

    [Fact]
    public void Mixed_waves_are_parted()
    {
        var table = Mixed(600);

        var step = new FastIca { Components = 3 }.Fit(table);
        var sources = step.Apply(table);

        Assert.True(step.Converged);
        Assert.Equal(["ic1", "ic2", "ic3"], sources.Columns.Select(column => column.Name));
        for (var source = 0; source < 3; source++)
        {
            // The waves themselves correlate by some hundredths over 600 rows.
            var truth = Enumerable.Range(0, 600).Select(row => Source(source, row)).ToArray();
            Assert.Contains(sources.Columns, column => Math.Abs(Correlation(truth, ((Column<double>)column).Values)) > 0.99);
        }
    }

    // Both sides end where a step turns by less than √(2e-13) = 4.5e-7. The waves come to rest so fast that the next step would turn by
    // the square of that; on iris
    // each step turns by a constant share of the one before, so that both sides may be some such turns from the fixed point.
    [Theory]
    [InlineData("ica_mixed_logcosh", IcaContrast.LogCosh, 1e-8)]
    [InlineData("ica_mixed_exp", IcaContrast.Exp, 1e-8)]
    [InlineData("ica_mixed_cube", IcaContrast.Cube, 1e-8)]
    [InlineData("ica_iris_logcosh", IcaContrast.LogCosh, 1e-5)]
    public void Sources_are_those_of_scikit_learn_but_for_sign_and_order(string name, IcaContrast contrast, double tolerance)
    {
        var table = name.Contains("iris", StringComparison.Ordinal) ? Sample("iris.csv", "species") : Mixed(600);
        var oracle = Oracle.Read("decomposition.json")[name]!;

        var step = new FastIca { Components = 3, Contrast = contrast, Tolerance = 1e-13, MaxIterations = 2000 }.Fit(table);

        Assert.True(step.Converged);
        var expected = oracle["unmixing"].Numbers().Chunk(4).ToArray();
        var found = step.Unmixing.Span.ToArray().Chunk(4).ToArray();
        var scores = Corner(step.Apply(table), 5, 3).Chunk(3).ToArray();
        var places = expected.Select(weights => found.Select((other, place) => (Alike(weights, other), place)).Max().place).ToArray();
        Assert.Equal([0, 1, 2], places.Order());
        for (var source = 0; source < 3; source++)
        {
            var sign = Math.Sign(Numerics.Dot.Of(expected[source], found[places[source]]));
            Near(expected[source], [.. found[places[source]].Select(weight => sign * weight)], tolerance);
            Near([.. oracle["sources"].Numbers().Chunk(3).Select(row => row[source])], [.. scores.Select(row => sign * row[places[source]])], tolerance);
        }
    }

    [Fact]
    public void Sources_have_mean_0_and_variance_1_and_do_not_correlate()
    {
        var table = Mixed(600);
        var sources = new FastIca().Fit(table).Apply(table); // three of four directions have variance

        Assert.Equal(3, sources.Columns.Count);
        for (var i = 0; i < 3; i++)
        {
            var a = sources.Column<double>($"ic{i + 1}").Values;
            Assert.Equal(0, Numerics.Sum.Of(a) / 600, 1e-12);
            for (var j = 0; j <= i; j++)
            {
                Assert.Equal(i == j ? 1 : 0, Numerics.Dot.Of(a, sources.Column<double>($"ic{j + 1}").Values) / 600, 1e-12);
            }
        }
    }

    [Fact]
    public void Mixing_undoes_unmixing()
    {
        var table = Mixed(600);
        var step = new FastIca { Components = 3 }.Fit(table);
        var sources = Corner(step.Apply(table), 20, 3);

        var back = new double[20 * 4];
        for (var i = 0; i < back.Length; i++)
        {
            back[i] = step.Means[i % 4] + Enumerable.Range(0, 3).Sum(source => step.Mixing[(i % 4 * 3) + source] * sources[(i / 4 * 3) + source]);
        }

        Near(Corner(table, 20, 4), back, 1e-12);
    }

    [Fact]
    public void The_order_of_rows_and_the_scale_of_columns_change_rounding_only()
    {
        var table = Mixed(600);
        var recipe = new FastIca { Components = 3, Tolerance = 1e-13 };
        var scaled = Of(600, 4, (row, column) => 8 * table.Column<double>($"x{column}").Values[599 - row]);

        var (step, other) = (recipe.Fit(table), recipe.Fit(scaled));

        Near(step.Unmixing.Span.ToArray(), [.. other.Unmixing.Select(weight => 8 * weight)], 1e-8);
    }

    [Fact]
    public void One_iteration_is_not_told_as_rest() => Assert.False(new FastIca { Components = 3, MaxIterations = 1, Tolerance = 0 }.Fit(Mixed(100)).Converged);

    [Fact]
    public void More_sources_than_directions_are_refused()
    {
        var error = Assert.Throws<TableException>(() => new FastIca { Components = 4 }.Fit(Mixed(100)));
        Assert.Equal(
            "The rows vary in 3 directions only, but 4 sources need as many: columns are constant or sums of others; ask for fewer components or choose other columns.",
            error.Message);
        Assert.Equal("x0", error.Column);

        var constant = Assert.Throws<TableException>(() => new FastIca().Fit(Of(9, 2, (_, _) => 1)));
        Assert.Equal(
            "The rows vary in 0 directions only, but a source needs as many: columns are constant or sums of others; ask for fewer components or choose other columns.",
            constant.Message);
    }

    static double Alike(double[] a, double[] b) => Math.Abs(Numerics.Dot.Of(a, b)) / Math.Sqrt(Numerics.Dot.Of(b, b));

    static double Correlation(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var (meanA, meanB) = (Numerics.Sum.Of(a) / a.Length, Numerics.Sum.Of(b) / b.Length);
        var (ab, aa, bb) = (0.0, 0.0, 0.0);
        for (var i = 0; i < a.Length; i++)
        {
            ab += (a[i] - meanA) * (b[i] - meanB);
            aa += (a[i] - meanA) * (a[i] - meanA);
            bb += (b[i] - meanB) * (b[i] - meanB);
        }

        return ab / Math.Sqrt(aa * bb);
    }
}

using Cambium.Data;
using static Cambium.Learn.Tests.DecompositionTables;

namespace Cambium.Learn.Tests;

public sealed class PcaTests
{
    [Fact]
    public void A_line_and_what_stands_off_it_by_hand()
    {
        // Along (1, 1)/√2 the rows lie at −√2, 0, √2, across at 0: variance 2 and 0; the mean is (3, 1).
        var table = Table.Create(Column.Of("a", [2.0, 3, 4]), Column.Of("note", ["x", "y", "z"]), Column.Of("b", [0L, 1, 2]));

        var step = new Pca().Fit(table);
        var changed = step.Apply(table);

        Assert.Equal(["note", "pc1", "pc2"], changed.Columns.Select(column => column.Name));
        Assert.Equal(["a", "b"], step.Columns);
        Near([3, 1], step.Means.Span, 0);
        Near([2, 0], step.ExplainedVariance.Span, 1e-15);
        Near([1, 0], step.ExplainedVarianceRatio.Span, 1e-15);
        Near([Math.Sqrt(0.5), Math.Sqrt(0.5)], step.Components.Span[..2], 1e-15);
        Near([-Math.Sqrt(2), 0, Math.Sqrt(2)], changed.Column<double>("pc1").Values, 1e-15);
    }

    // Backward errors of 1e-16 of the largest variance, over gaps between variances of 1e-6 of it (wine): vectors to some 1e-10.
    [Fact]
    public void Wine_is_as_scikit_learn_has_it() => AssertOracle("pca_wine", Wine, new Pca(), 1e-9);

    [Fact]
    public void Whitened_breast_cancer_is_as_scikit_learn_has_it() => AssertOracle("pca_cancer_whitened", Cancer, new Pca { Components = 6, Whiten = true }, 1e-8);

    [Fact]
    public void Fewer_rows_than_columns_are_as_scikit_learn_has_them() =>
        AssertOracle("pca_first_9_of_cancer", Cancer.Slice(0, 9), new Pca { Components = 8 }, 1e-9);

    [Fact]
    public void Waves_are_as_scikit_learn_has_them_also_from_a_random_sketch()
    {
        AssertOracle("pca_wave", Wave(300, 120), new Pca { Components = 8 }, 1e-9);

        // The ninth value is below a thousandth of the eighth, and each round brings its share down by the square of that.
        AssertOracle("pca_wave", Wave(300, 120), new Pca { Components = 8, Solver = SvdSolver.Randomised, Seed = 3 }, 1e-9);
    }

    [Fact]
    public void Auto_sketches_only_where_few_of_many_are_wanted()
    {
        var table = Wave(520, 510);

        var few = new Pca { Components = 8 }.Fit(table);
        var sketched = new Pca { Components = 8, Solver = SvdSolver.Randomised }.Fit(table);
        var full = new Pca { Components = 8, Solver = SvdSolver.Full }.Fit(table);

        Assert.Equal(sketched.Components, few.Components);
        Assert.NotEqual(full.Components, few.Components);
        Near(full.ExplainedVariance.Span.ToArray(), few.ExplainedVariance.Span, 1e-9);
    }

    [Fact]
    public void A_sketch_of_a_low_rank_table_is_exact_without_any_round()
    {
        var waves = Wave(80, 30);
        var low = Of(80, 30, (row, column) => waves.Column<double>($"x{column % 3}").Values[row] * (column + 1));

        var full = new Pca { Components = 3, Solver = SvdSolver.Full }.Fit(low);
        var sketched = new Pca { Components = 3, Solver = SvdSolver.Randomised, PowerIterations = 0, Oversampling = 5 }.Fit(low);

        Near(full.ExplainedVariance.Span.ToArray(), sketched.ExplainedVariance.Span, 1e-10);

        // Rounds meet vectors that span less than their number: the exact way through reflections.
        var rounds = new Pca { Components = 3, Solver = SvdSolver.Randomised, PowerIterations = 4 }.Fit(low);
        Near(full.ExplainedVariance.Span.ToArray(), rounds.ExplainedVariance.Span, 1e-10);
    }

    [Fact]
    public void All_components_bring_the_rows_back()
    {
        foreach (var whiten in new[] { false, true })
        {
            var table = Random(60, 7, 5);
            var step = new Pca { Whiten = whiten }.Fit(table);

            var back = step.InverseTransform(step.Apply(table));

            Assert.Equal(table.Schema, back.Schema);
            Near(Values(table), Values(back), 1e-13);
        }
    }

    [Fact]
    public void A_share_of_the_variance_keeps_the_least_number_that_explains_it()
    {
        var all = new Pca().Fit(Wine);
        var shares = all.ExplainedVarianceRatio;

        var step = new Pca { VarianceShare = shares[0] + (shares[1] / 2) }.Fit(Wine);

        Assert.Equal(2, step.ExplainedVariance.Count);
        Assert.Single(new Pca { VarianceShare = shares[0] + (shares[1] / 2), Components = 1 }.Fit(Wine).ExplainedVariance);
    }

    [Fact]
    public void New_columns_are_uncorrelated_whatever_the_order_of_rows_and_columns()
    {
        var table = Random(200, 5, 8);
        var step = new Pca { Whiten = true }.Fit(table);
        var changed = step.Apply(table);

        for (var i = 0; i < 5; i++)
        {
            for (var j = 0; j < 5; j++)
            {
                var a = changed.Column<double>($"pc{i + 1}").Values;
                var b = changed.Column<double>($"pc{j + 1}").Values;
                Assert.Equal(i == j ? 1 : 0, Numerics.Dot.Of(a, b) / 199, 1e-13);
            }
        }

        var shuffled = table.Take([.. Enumerable.Range(0, 200).Reverse()]).Select([.. table.Columns.Select(column => column.Name).Reverse()]);
        Near(step.ExplainedVariance.Span.ToArray(), new Pca().Fit(shuffled).ExplainedVariance.Span, 1e-13);
    }

    [Fact]
    public void Constant_columns_have_no_variance_to_explain()
    {
        var table = Table.Create(Column.Of("a", [7.0, 7, 7]), Column.Of("b", [1.0, 1, 1]));

        var changed = new Pca { Whiten = true }.Fit(table).Apply(table);

        Assert.All(Values(changed), value => Assert.Equal(0, value));
    }

    [Fact]
    public void What_cannot_be_learned_from_is_refused_in_one_message()
    {
        var strange = Table.Create(Column.Of("a", [1.0, double.NaN, 2]), Column.Of("b", [1, double.PositiveInfinity, 2]), Column.Of("c", [1.0, 2, 3]));

        var error = Assert.Throws<TableException>(() => new Pca().Fit(strange));
        Assert.Equal(
            "The table cannot be learned from: column 'a' lacks values (first in row 2 of 'a'): put the step Impute before it; " +
            "column 'b' holds infinite numbers (first in row 2 of 'b'): make them missing and put the step Impute before it, or drop those rows.",
            error.Message);
        Assert.Equal(
            "The table has no column of numbers to learn from.",
            Assert.Throws<TableException>(() => new Pca().Fit(Table.Create(Column.Of("t", [true, false])))).Message);
        Assert.Equal("The table has 1 row; a variance takes at least two.", Assert.Throws<TableException>(() => new Pca().Fit(Wine.Slice(0, 1))).Message);
        Assert.Equal(
            "Components is 14, but 178 rows of 13 columns have at most 13. (Parameter 'Components')",
            Assert.Throws<ArgumentException>(() => new Pca { Components = 14 }.Fit(Wine)).Message);
        Assert.Equal(
            "Solver is Randomised, which finds a few components only, but Components says not how many; set it. (Parameter 'Components')",
            Assert.Throws<ArgumentException>(() => new Pca { Solver = SvdSolver.Randomised }.Fit(Wine)).Message);
        Assert.Equal(
            "The variance of column 'a' is not finite, because values are too large; scale or drop them.",
            Assert.Throws<TableException>(() => new Pca().Fit(Table.Create(Column.Of("a", [1e300, -1e300])))).Message);
    }

    [Fact]
    public void A_table_with_a_column_of_a_new_name_is_refused()
    {
        var table = Random(10, 2, 1);
        var step = new Pca().Fit(table);

        var error = Assert.Throws<TableException>(() => step.Apply(table.With(Column.Of("pc2", new double[10]))));

        Assert.Equal("The step makes a column 'pc2', but the table has a column of that name; rename it.", error.Message);
    }

    static void AssertOracle(string name, Table table, Pca recipe, double tolerance)
    {
        var oracle = Oracle.Read("decomposition.json")[name]!;

        var step = recipe.Fit(table);

        Near(oracle["mean"].Numbers(), step.Means.Span, 1e-13);
        Near(oracle["variance"].Numbers(), step.ExplainedVariance.Span, 1e-12);
        Near(oracle["ratio"].Numbers(), step.ExplainedVarianceRatio.Span, 1e-12);
        Near(oracle["components"].Numbers(), step.Components.Span[..(4 * table.Columns.Count)], tolerance);
        Near(oracle["scores"].Numbers(), Corner(step.Apply(table), 5, 4), tolerance);
    }
}

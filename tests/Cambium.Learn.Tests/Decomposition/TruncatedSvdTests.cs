using Cambium.Data;
using static Cambium.Learn.Tests.DecompositionTables;

namespace Cambium.Learn.Tests;

public sealed class TruncatedSvdTests
{
    [Fact]
    public void Two_orthogonal_rows_by_hand()
    {
        // Lengths 5 and 1; the variance of 5, 0 is 6.25, that of 0, 1 is 0.25, and so are those of the columns together.
        var table = Table.Create(Column.Of("a", [3.0, -0.8]), Column.Of("b", [4.0, 0.6]));

        var step = new TruncatedSvd().Fit(table);
        var changed = step.Apply(table);

        Assert.Equal(["svd1", "svd2"], changed.Columns.Select(column => column.Name));
        Near([5, 1], step.SingularValues.Span, 1e-15);
        Near([0.6, 0.8, 0.8, -0.6], step.Components.Span, 1e-15);
        Near([5, 0, 0, -1], Values(changed), 1e-15);
        Near([6.25, 0.25], step.ExplainedVariance.Span, 1e-15);
        Near([6.25 / 6.5, 0.25 / 6.5], step.ExplainedVarianceRatio.Span, 1e-15);
    }

    // The products of all pairs lose some digits where values are far apart: those of wine by a factor of 400.
    [Fact]
    public void Wine_is_as_scikit_learn_has_it() => AssertOracle("truncated_wine", Wine, new TruncatedSvd { Components = 4 });

    [Fact]
    public void A_few_digits_are_as_scikit_learn_has_them()
    {
        var digits = Digits.Slice(0, 20);

        AssertOracle("truncated_first_20_of_digits", digits, new TruncatedSvd { Components = 5 });
        AssertOracle("truncated_first_20_of_digits", digits, new TruncatedSvd { Components = 5, Solver = SvdSolver.Randomised, Oversampling = 15 });
    }

    [Fact]
    public void Zeros_stay_zeros()
    {
        var table = Random(50, 4, 2);
        var step = new TruncatedSvd { Components = 3 }.Fit(table);

        var zeros = step.Apply(Of(1, 4, (_, _) => 0));

        Assert.All(Values(zeros), value => Assert.Equal(0, value));
    }

    [Fact]
    public void Scaling_all_columns_scales_the_values_alone()
    {
        var table = Random(50, 4, 2);
        var scaled = Of(50, 4, (row, column) => 1e150 * table.Column<double>($"x{column}").Values[row]);

        var (step, other) = (new TruncatedSvd().Fit(table), new TruncatedSvd().Fit(scaled));

        Near(step.Components.Span.ToArray(), other.Components.Span, 1e-12);
        Near([.. step.SingularValues.Select(value => value * 1e150)], other.SingularValues.Span, 1e-14);
    }

    [Fact]
    public void More_components_than_columns_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => new TruncatedSvd { Components = 5 }.Fit(Random(9, 4, 1)));

        Assert.Equal("Components is 5, but 9 rows of 4 columns have at most 4. (Parameter 'Components')", error.Message);
    }

    static void AssertOracle(string name, Table table, TruncatedSvd recipe)
    {
        var oracle = Oracle.Read("decomposition.json")[name]!;

        var step = recipe.Fit(table);

        Near(oracle["singular_values"].Numbers(), step.SingularValues.Span, 1e-11);
        Near(oracle["variance"].Numbers(), step.ExplainedVariance.Span, 1e-9);
        Near(oracle["ratio"].Numbers(), step.ExplainedVarianceRatio.Span, 1e-9);
        Near(oracle["components"].Numbers(), step.Components.Span, 1e-8);
        Near(oracle["scores"].Numbers(), Corner(step.Apply(table), 5, step.SingularValues.Count), 1e-8);
    }
}

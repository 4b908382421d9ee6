using Cambium.Data;

namespace Cambium.Learn.Tests;

public sealed class PowerTransformTests
{
    // scikit-learn minimises the likelihood's value by Brent's method, which tells places apart to the root of rounding at best (and stops at 1.5e-8): 1e-6. The exact optimum is found from its
    // slope by both sides.
    const double Brent = 1e-6;

    [Theory]
    [InlineData("yeo_johnson", PowerFamily.YeoJohnson)]
    [InlineData("box_cox", PowerFamily.BoxCox)]
    public void Powers_are_the_most_likely_ones(string name, PowerFamily family)
    {
        var expected = Oracle.Read("scaling.json")[name]!;
        var rows = family == PowerFamily.BoxCox ? ScaleRows.Positive : ScaleRows.All.Drop("constant");

        var step = new PowerTransform { Family = family }.Fit(rows);

        LevelRows.Near(expected["exact"].Numbers(), step.Powers.Span, 1e-10);
        LevelRows.Near(expected["scikit_learn"].Numbers(), step.Powers.Span, Brent);
        ScaleRows.AssertNear(expected["values"].Numbers(), step.Apply(rows), 10 * Brent);
    }

    [Fact]
    public void Powers_by_hand()
    {
        Assert.Equal(1.5, Value(PowerFamily.BoxCox, 2, 2), 1e-15);
        Assert.Equal(Math.Log(2), Value(PowerFamily.BoxCox, 2, 0), 1e-15);
        Assert.Equal(4, Value(PowerFamily.YeoJohnson, 2, 2), 1e-15);
        Assert.Equal(-Math.Log(3), Value(PowerFamily.YeoJohnson, -2, 2), 1e-15);
        Assert.Equal(-4, Value(PowerFamily.YeoJohnson, -2, 0), 1e-15);
        Assert.Equal(-2, Value(PowerFamily.YeoJohnson, -2, 1), 1e-15);

        static double Value(PowerFamily family, double x, double power) => PowerCurve.At(family, PowerCurve.Log(family, x), power).Value;
    }

    [Theory]
    [InlineData(1e-5)]
    [InlineData(0.0002)]
    [InlineData(-0.5)]
    [InlineData(3)]
    public void The_slope_is_that_of_the_curve(double lambda)
    {
        foreach (var log in new[] { -2.0, -0.3, 0.4, 1.7 })
        {
            const double Step = 1e-5;
            var slope = (PowerCurve.At(PowerFamily.YeoJohnson, log, lambda + Step).Value - PowerCurve.At(PowerFamily.YeoJohnson, log, lambda - Step).Value) / (2 * Step);

            // A difference quotient has an error of its step's square and of rounding over the step.
            Oracle.Near(slope, PowerCurve.At(PowerFamily.YeoJohnson, log, lambda).Slope, 1e-8);
        }
    }

    [Fact]
    public void A_column_of_one_value_keeps_its_power_and_becomes_0()
    {
        var step = new PowerTransform { Columns = ["constant"] }.Fit(ScaleRows.All);

        Assert.Equal([1.0], step.Powers);
        Assert.All(step.Apply(ScaleRows.All).Column<double>("constant").Values.ToArray(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void Without_standardising_only_the_power_is_used()
    {
        var step = new PowerTransform { Standardize = false, Columns = ["b"] }.Fit(ScaleRows.All);

        Assert.Equal([0.0], step.Means);
        Assert.Equal([1.0], step.Scales);
    }

    [Fact]
    public void Box_Cox_refuses_numbers_that_are_not_above_0()
    {
        var recipe = new PowerTransform { Family = PowerFamily.BoxCox, Columns = ["b"] };
        var zero = Table.Create(Column.Of("b", [1.0, 0, 2]));

        const string Message = "Column 'b' is 0 in row 2, but Box-Cox bends numbers above 0. Correct the row, or choose Yeo-Johnson.";
        Assert.Equal(Message, Assert.Throws<TableException>(() => recipe.Fit(zero)).Message);
        Assert.Equal(Message, Assert.Throws<TableException>(() => recipe.Fit(ScaleRows.Positive).Apply(zero)).Message);
    }

    [Fact]
    public void Extreme_columns_get_finite_powers()
    {
        foreach (var values in new double[][] { [0, 0, 0, 0, 1], [1e300, 1, 2], [-1e300, 1, 2], [1e-300, 2e-300, 1], [1e15, 1e15 + 1, 1e15 + 4] })
        {
            var table = Table.Create(Column.Of("x", values));
            try
            {
                Assert.All(new PowerTransform().Fit(table).Apply(table).Column<double>("x").Values.ToArray(), value => Assert.True(double.IsFinite(value)));
            }
            catch (TableException e)
            {
                Assert.Contains("'x'", e.Message, StringComparison.Ordinal);
            }
        }
    }
}

using Cambium.Data;

namespace Cambium.Learn.Tests;

/// <summary>The steps that move, scale and clip; closed forms, so that they are scikit-learn's to rounding.</summary>
public sealed class ScaleTests
{
    static readonly Table Train = Table.Create(Column.Of("x", [1.0, 3, double.NaN, 5]), Column.Of("n", [-2L, 4, 6, 0]), Column.Of("t", [true, false, true, true]));

    [Fact]
    public void Bounds_by_isolation_are_the_ends_of_what_is_not_strange_at_any_number_of_threads()
    {
        // Two heaps, and three values far from both: 2 % of 150 rows.
        double[] values = [.. Enumerable.Range(0, 147).Select(row => (row % 2 == 0 ? 0 : 50) + (row * 7 % 10 / 10.0)), 900, -400, 1200];
        var table = Table.Create(Column.Of("x", values), Column.Of("same", [.. values.Select(_ => 3.0)]));
        var step = new ClipOutliers { Bounds = OutlierBounds.Isolation, Share = 0.02, Seed = 4 };
        var model = step.Fit(table, new FitOptions { MaxThreads = 1 });

        Assert.Equal([0, 3], model.Lows);
        Assert.Equal([50.9, 3], model.Highs);
        Assert.Equal([50.9, 0, 50.9, double.NaN], model.Apply(Table.Create(Column.Of("x", [900, -400, double.PositiveInfinity, double.NaN]), Column.Of("same", [3.0, 3, 3, 3]))).Column<double>("x").Values.ToArray());
        Assert.Equal([-400.0], (step with { Share = 0 }).Fit(table).Lows.Take(1));
        foreach (var threads in new[] { 2, 7 })
        {
            Assert.Equal(model.Apply(table).Fingerprint(), step.Fit(table, new FitOptions { MaxThreads = threads }).Apply(table).Fingerprint());
        }
    }

    [Fact]
    public void Least_and_greatest_values_are_as_scikit_learn_has_them() => ScaleRows.AssertOracle("min_max", new MinMaxScale { Low = -1, High = 3 }, ScaleRows.All);

    [Fact]
    public void Largest_values_are_as_scikit_learn_has_them() => ScaleRows.AssertOracle("max_abs", new MaxAbsScale(), ScaleRows.All);

    [Fact]
    public void Quartiles_are_as_scikit_learn_has_them()
    {
        ScaleRows.AssertOracle("robust", new RobustScale(), ScaleRows.All);
        ScaleRows.AssertOracle("robust_unit", new RobustScale { Low = 0.1, High = 0.8, UnitVariance = true, Center = false }, ScaleRows.All);
    }

    [Theory]
    [InlineData("l1", RowNorm.L1)]
    [InlineData("l2", RowNorm.L2)]
    [InlineData("max", RowNorm.Max)]
    public void Lengths_of_rows_are_as_scikit_learn_has_them(string name, RowNorm norm) => ScaleRows.AssertOracle(name, new NormalizeRows { Norm = norm }, ScaleRows.Whole);

    [Fact]
    public void Clipped_values_are_those_of_numpy()
    {
        var numbers = ScaleRows.All.With(Column.Of("c", Array.ConvertAll(ScaleRows.All.Column<long>("c").Values.ToArray(), value => (double)value)));

        ScaleRows.AssertOracle("clip_quantiles", new ClipOutliers { Share = 0.05 }, numbers);
        ScaleRows.AssertOracle("clip_quartiles", new ClipOutliers { Bounds = OutlierBounds.Quartiles }, numbers);
    }

    [Fact]
    public void By_hand()
    {
        var rows = Table.Create(Column.Of("x", [2.0, 9]), Column.Of("n", [2L, -8]));

        Assert.Equal([0.25, 2], new MinMaxScale().Fit(Train).Apply(rows).Column<double>("x").Values.ToArray());
        Assert.Equal([0.25, 1], new MinMaxScale { Clip = true }.Fit(Train).Apply(rows).Column<double>("x").Values.ToArray());
        Assert.Equal([2 / 6.0, -8 / 6.0], new MaxAbsScale().Fit(Train).Apply(rows).Column<double>("n").Values.ToArray());

        // The median of x is 3, its quartiles 2 and 4.
        Assert.Equal([-0.5, 3], new RobustScale().Fit(Train).Apply(rows).Column<double>("x").Values.ToArray());
        Assert.Equal([2 / Math.Sqrt(8), 9 / Math.Sqrt(145)], new NormalizeRows().Fit(Train).Apply(rows).Column<double>("x").Values.ToArray());
        Assert.Equal([1, 1], new ClipOutliers { Bounds = OutlierBounds.Quartiles, Fence = 0, Columns = ["x"] }.Fit(Train).Apply(
            Table.Create(Column.Of("x", [2.0, 4]))).Column<double>("x").Values.ToArray().Select(value => value is 2 or 4 ? 1 : 0));
        Assert.Equal([2, double.NaN], new ClipOutliers { Fate = OutlierFate.Missing, Columns = ["x"] }.Fit(Train).Apply(rows).Column<double>("x").Values.ToArray());
    }

    [Fact]
    public void Missing_values_stay_missing_and_truths_are_left()
    {
        foreach (var step in new Transform[] { new MinMaxScale(), new MaxAbsScale(), new RobustScale(), new ClipOutliers(), new NormalizeRows(), new QuantileTransform(), new PowerTransform() })
        {
            var changed = step.Fit(Train).Apply(Train);

            Assert.True(changed["x"].IsMissing(2) && double.IsNaN(changed.Column<double>("x").Values[2]));
            Assert.Equal(1, changed["x"].MissingCount);
            Assert.Same(Train["t"], changed["t"]);
        }
    }

    [Fact]
    public void Columns_without_values_keep_none()
    {
        var empty = Table.Create(Column.Of("x", [double.NaN, double.NaN]));
        foreach (var step in new Transform[] { new MinMaxScale(), new MaxAbsScale(), new RobustScale(), new ClipOutliers(), new NormalizeRows(), new QuantileTransform(), new PowerTransform() })
        {
            Assert.Equal(2, step.Fit(empty).Apply(empty)["x"].MissingCount);
            Assert.Equal(0, step.Fit(empty).Apply(Table.Create(Column.Of("x", [1.0])))["x"].MissingCount);
        }
    }

    [Fact]
    public void Infinite_values_are_refused_by_name()
    {
        var table = Table.Create(Column.Of("a", [1.0, double.PositiveInfinity]), Column.Of("b", [1.0, 2]));
        foreach (var step in new Transform[] { new MinMaxScale(), new MaxAbsScale(), new RobustScale(), new ClipOutliers(), new NormalizeRows(), new QuantileTransform(), new PowerTransform() })
        {
            Assert.Equal("Column 'a' holds infinite values; correct or drop them.", Assert.Throws<TableException>(() => step.Fit(table)).Message);
        }
    }

    [Fact]
    public void Ends_in_the_wrong_order_are_refused()
    {
        Assert.Equal("Low is 1 and High 1, expected a lower Low. (Parameter 'options')", Assert.Throws<ArgumentException>(() => new MinMaxScale { Low = 1 }.Fit(Train)).Message);
        Assert.Equal(
            "Low is 0 and High 0.75, expected a lower Low, and with UnitVariance neither 0 nor 1. (Parameter 'options')",
            Assert.Throws<ArgumentException>(() => new RobustScale { Low = 0, UnitVariance = true }.Fit(Train)).Message);
    }

    [Fact]
    public void Damaged_scales_are_refused()
    {
        const string Advice = "The file is damaged; save the model again.";
        foreach (var step in new Transform[] { new Standardize(), new MaxAbsScale(), new RobustScale(), new PowerTransform() })
        {
            Assert.Equal($"weights.safetensors: 'scales' must be above 0. {Advice}", SavedStep.Refusal(step.Fit(Train), editArrays: arrays => arrays["scales"].SetValue(0.0, 0)));
        }

        Assert.Equal(
            $"weights.safetensors: 'lows' must be at most 'highs'. {Advice}",
            SavedStep.Refusal(new ClipOutliers().Fit(Train), editArrays: arrays => arrays["lows"].SetValue(1e9, 0)));
        Assert.Equal(
            "The least values of a scale are not all at most the greatest. The file is damaged or was edited; save the model again.",
            SavedStep.Refusal(new MinMaxScale().Fit(Train), editArrays: arrays => arrays["minima"].SetValue(1e9, 0)));
        Assert.Equal(
            $"weights.safetensors: 'quantiles' must ascend within each column. {Advice}",
            SavedStep.Refusal(new QuantileTransform().Fit(Train), editArrays: arrays => arrays["quantiles"].SetValue(1e9, 0)));
        Assert.Equal(
            "model.json: 'count' is 0, expected a number from 1 to 1000. The file is damaged or was edited; save the model again.",
            SavedStep.Refusal(new QuantileTransform().Fit(Train), json => json["count"] = 0));
    }

    [Fact]
    public void A_normalised_column_is_made_of_all()
    {
        var model = (RegressorPipelineModel)new NormalizeRows().Then(new LinearRegression()).Fit(ScaleRows.Whole, "c");

        Assert.All(model.Features, feature => Assert.Equal(["a", "b"], feature.Sources));
    }
}

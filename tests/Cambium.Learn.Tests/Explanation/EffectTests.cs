using Cambium.Data;

namespace Cambium.Learn.Tests;

/// <summary>Accumulated local effects and Friedman's H beside closed forms and tests/oracles/effects.py.</summary>
public sealed class EffectTests
{
    // The oracle knows the formula, the model its least squares fit.
    const double Tolerance = 1e-9;

    /// <summary>y = 1 + 2a − b + ab/2 + 3bc + a²/4, which a polynomial learns exactly.</summary>
    static (Model Model, Table Rows) Learned()
    {
        var facts = Oracle.Read("effects.json");
        var x = facts["x"].Numbers();
        var rows = Table.Create([.. "abc".Select((letter, place) => (Column)Column.Of($"{letter}", x.Where((_, i) => i % 3 == place).ToArray())), Column.Of("y", facts["y"].Numbers())]);
        return (new Polynomial().Then(new LinearRegression()).Fit(rows, "y"), rows);
    }

    /// <summary>Every pair of a ∈ {0, 1, 2, 4} and b ∈ {−1, 0, 3}, with y = 2a − 3b + 5 + w ab.</summary>
    static (Model Model, Table Rows) Factorial(double product)
    {
        var pairs = new double[] { 0, 1, 2, 4 }.SelectMany(a => new double[] { -1, 0, 3 }.Select(b => (a, b))).ToArray();
        var rows = Table.Create(
            Column.Of("a", Array.ConvertAll(pairs, pair => pair.a)),
            Column.Of("b", Array.ConvertAll(pairs, pair => pair.b)),
            Column.Of("y", Array.ConvertAll(pairs, pair => (2 * pair.a) - (3 * pair.b) + 5 + (product * pair.a * pair.b))));
        return (new Polynomial().Then(new LinearRegression()).Fit(rows, "y"), rows);
    }

    [Fact]
    public void Effects_and_shares_are_those_of_the_formulas()
    {
        var (model, rows) = Learned();
        var facts = Oracle.Read("effects.json");
        foreach (var column in new[] { "a", "b", "c" })
        {
            var found = AccumulatedEffects.Of(model, rows, column, new EffectOptions { Intervals = 6 });

            Near(facts["single"]![column]!["borders"].Numbers(), found.Axes[0].Numbers.Span);
            Near(facts["single"]![column]!["effects"].Numbers(), found.Effects.Span);
            Assert.Equal(150, found.Counts.Sum());
            Oracle.Near(facts["h_total"]![column]!.GetValue<double>(), Interactions.OfEach(model, rows, [column], new InteractionOptions()).Items[0].Share, Tolerance);
        }

        foreach (var (first, second) in new[] { ("a", "b"), ("b", "c"), ("a", "c") })
        {
            Near(facts["pair"]![first + second].Numbers(), AccumulatedEffects.OfPair(model, rows, first, second, new EffectOptions { Intervals = 6 }).Effects.Span);
            Oracle.Near(facts["h_pair"]![first + second]!.GetValue<double>(), Interactions.OfPairs(model, rows, [first, second], new InteractionOptions()).Items[0].Share, Tolerance);
        }
    }

    [Fact]
    public void Of_a_linear_answer_effects_are_lines_of_mean_0_and_pairs_have_none()
    {
        var (model, rows) = Factorial(0);

        var alone = AccumulatedEffects.Of(model, rows, "a");
        var pair = AccumulatedEffects.OfPair(model, rows, "a", "b", new EffectOptions());

        // Rows stand for the middles of their intervals: six at 0.5, three at 1.5, three at 3.
        const double Mean = ((6 * 0.5) + (3 * 1.5) + (3 * 3)) / 12;
        Near([2 * (0 - Mean), 2 * (1 - Mean), 2 * (2 - Mean), 2 * (4 - Mean)], alone.Effects.Span);
        Assert.Equal([6, 3, 3], alone.Counts);
        Near(new double[12], pair.Effects.Span);
    }

    [Fact]
    public void Of_a_product_the_pair_is_the_product_of_the_deviations()
    {
        var (model, rows) = Factorial(1);

        var pair = AccumulatedEffects.OfPair(model, rows, "a", "b", new EffectOptions());

        const double MeanA = 1.375;
        const double MeanB = ((8 * -0.5) + (4 * 1.5)) / 12;
        double[] expected = [.. new double[] { 0, 1, 2, 4 }.SelectMany(a => new double[] { -1, 0, 3 }.Select(b => (a - MeanA) * (b - MeanB)))];
        Near(expected, pair.Effects.Span);
        Assert.Equal(12, pair.Counts.Sum());
    }

    [Fact]
    public void What_is_done_together_is_all_or_half_or_nothing()
    {
        var signs = Table.Create(Column.Of("a", [-1.0, -1, 1, 1]), Column.Of("b", [-1.0, 1, -1, 1]));
        var product = Fit([1, -1, -1, 1]);
        var half = Fit([0, -2, 0, 2]);
        var apart = Fit([-2, 0, 0, 2]);

        Oracle.Near(1, Interactions.OfPairs(product, signs, ["a", "b"], new InteractionOptions()).Items[0].H, Tolerance);
        // a + ab: F_a = a, F_b = 0, so that half of the variance is done together.
        Oracle.Near(0.5, Interactions.OfEach(half, signs, ["a"], new InteractionOptions()).Items[0].Share, Tolerance);
        Oracle.Near(1, Interactions.OfEach(half, signs, ["a"], new InteractionOptions()).Items[0].Deviation, Tolerance);
        Oracle.Near(0, Interactions.OfEach(apart, signs, ["b"], new InteractionOptions()).Items[0].Deviation, Tolerance);
        Oracle.Near(0, Interactions.OfPairs(apart, signs, ["a", "b"], new InteractionOptions()).Items[0].Share, Tolerance);

        // The product of two signs is the exclusive or, which a polynomial of four rows learns exactly.
        Model Fit(double[] y) => new Polynomial { InteractionsOnly = true }.Then(new LinearRegression()).Fit(signs.With(Column.Of("y", y)), "y");
    }

    [Fact]
    public void Columns_that_do_nothing_share_nothing()
    {
        var rows = ConformanceData.Numbers(200, classes: false);
        var model = new BoostedTreesRegressor { Trees = 10, MaxDepth = 1 }.Fit(rows.With(Column.Of("y", Array.ConvertAll(rows.Column<double>("a").Values.ToArray(), value => 1e6 * value))), "y");

        var found = Interactions.OfPairs(model, rows, ["b", "c"], new InteractionOptions { Rows = 50 });

        Assert.Equal((50, 0.0), (found.RowCount, found.Items[0].Share));
    }

    [Fact]
    public void Missing_values_truths_and_moments_are_understood_and_classes_need_partial_dependence()
    {
        var rows = ConformanceData.Mixed(300, classes: true);
        var model = new BoostedTreesClassifier { Trees = 10 }.Fit(rows, "y");

        var a = AccumulatedEffects.Of(model, rows, "a", new EffectOptions { Intervals = 5 });
        var truth = AccumulatedEffects.Of(model, rows, "truth");

        Assert.Equal(300 - rows["a"].MissingCount, a.Counts.Sum());
        Assert.Equal(["false", "true"], truth.Axes[0].Labels);
        Told<ArgumentException>(
            "Column 'colour' holds Category values, which have no order to accumulate effects along; use partial dependence, or name a column of numbers, truths or moments.",
            () => AccumulatedEffects.Of(model, rows, "colour"));
        Told<TableException>(
            "Column 'b' has not two different finite values, or infinite ones, so that there is nothing to accumulate along; give rows where it differs.", () => AccumulatedEffects.Of(model, rows.Slice(0, 1), "b"));
        Told<ArgumentException>("Both columns are 'a'; name two different ones.", () => AccumulatedEffects.OfPair(model, rows, "a", "a", new EffectOptions()));
        Told<ArgumentException>(
            "Pairs need at least two different columns; name more, or ask for each column with all the others.", () => Interactions.OfPairs(model, rows, ["a", "a"], new InteractionOptions()));
    }

    [Fact]
    public void Threads_do_not_change_a_bit_and_cancellation_ends_the_work()
    {
        var rows = ConformanceData.Mixed(300, classes: true);
        var model = new BoostedTreesClassifier { Trees = 10 }.Fit(rows, "y");
        var effects = new[] { 1, 2, 7 }.Select(threads => AccumulatedEffects.OfPair(model, rows, "a", "b", new EffectOptions { MaxThreads = threads, Intervals = 4 })).ToArray();
        var shares = new[] { 1, 2, 7 }.Select(threads => Interactions.OfPairs(model, rows, ["a", "b", "c"], new InteractionOptions { MaxThreads = threads, Rows = 60 })).ToArray();

        Assert.Equal(effects[0], effects[1]);
        Assert.Equal(effects[0], effects[2]);
        Assert.Equal(shares[0], shares[1]);
        Assert.Equal(shares[0], shares[2]);
        Assert.ThrowsAny<OperationCanceledException>(() => AccumulatedEffects.Of(model, rows, "a", new EffectOptions { CancellationToken = new CancellationToken(canceled: true) }));
        Assert.ThrowsAny<OperationCanceledException>(() => Interactions.OfEach(model, rows, ["a"], new InteractionOptions { CancellationToken = new CancellationToken(canceled: true) }));
    }

    [Fact]
    public void They_print_tables()
    {
        var (model, rows) = Factorial(0);

        Assert.Equal("Accumulated effects on y of a\n0  -2.7500\n1  -0.7500\n2   1.2500\n4   5.2500\n", AccumulatedEffects.Of(model, rows, "a").ToString());
        Assert.StartsWith("How far columns act together on y, by 12 rows\n              H  deviation\na and b  0.0000     0.0000\n", Interactions.OfPairs(model, rows, ["a", "b"], new InteractionOptions()).ToString(), StringComparison.Ordinal);
    }

    static void Told<T>(string message, Action action)
        where T : Exception => Assert.Equal(message, Assert.Throws<T>(action).Message.Split(" (Parameter")[0]);

    static void Near(double[] expected, ReadOnlySpan<double> found)
    {
        Assert.Equal(expected.Length, found.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Oracle.Near(expected[i], found[i], Tolerance);
        }
    }
}

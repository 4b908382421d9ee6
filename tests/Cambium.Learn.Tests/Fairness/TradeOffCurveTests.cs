namespace Cambium.Learn.Tests;

public sealed class TradeOffCurveTests
{
    [Fact]
    public void The_best_within_the_bound_is_chosen_and_else_the_least_unfair()
    {
        TradeOffPoint[] points = [Point("as it is", 0.9, 0.3), Point("b", 0.85, 0.1), Point("c", 0.87, 0.08), Point("d", 0.7, 0.05), Point("e", 0.95, double.NaN)];

        Assert.Equal(2, TradeOffCurve.Of("accuracy", "apart", points, 0.1).Chosen);
        Assert.Equal(3, TradeOffCurve.Of("accuracy", "apart", points, 0.01).Chosen);
        Assert.Equal(0, TradeOffCurve.Of("accuracy", "apart", points, 1).Chosen);
        Assert.Equal("A trade-off is between classifiers, but none is given. Give at least one. (Parameter 'points')", Assert.Throws<ArgumentException>(() => TradeOffCurve.Of("a", "b", [], 1)).Message);
    }

    [Fact]
    public void A_curve_is_the_same_at_any_number_of_threads_and_reads_back_equal()
    {
        var (train, test) = (FairLearningTests.Rows(400, 1), FairLearningTests.Rows(400, 2));
        var inner = new OneHot().Then(new LogisticRegression());
        (string, Classifier)[] candidates =
        [
            ("as it is", inner), .. new[] { 0.02, 0.2 }.Select(bound => ($"bound {bound}", (Classifier)new ExponentiatedGradient { Base = inner, Groups = ["g"], Bound = bound, Iterations = 5 })),
        ];
        TradeOffCurve At(int threads) => TradeOffCurve.Run(
            candidates, train, "y", test, new FairnessOptions { Columns = ["g"], Resamples = 200, MaxThreads = threads }, 0.1, fit: new FitOptions { MaxThreads = threads });

        var one = At(1);

        Assert.Equal(one, At(2));
        Assert.Equal(one, At(7));
        Assert.Equal(one, TradeOffCurve.FromJson(one.ToJson()));
        Assert.Equal(["as it is", "bound 0.02", "bound 0.2"], one.Points.Select(point => point.Label));
        Assert.True(one.Points[1].Unfairness < one.Points[2].Unfairness && one.Points[2].Unfairness < one.Points[0].Unfairness);
        Assert.True(one.Points[0].Score > one.Points[1].Score);
        Assert.Equal(1, one.Chosen);
        Assert.Contains("chosen", one.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Figures_that_there_are_not_are_refused_with_the_nearest()
    {
        var rows = FairLearningTests.Rows(100, 1);
        var model = new PriorClassifier().Fit(rows, "y");

        var figure = Assert.Throws<ArgumentException>(() => TradeOffCurve.PointOf("p", model, rows, new FairnessOptions { Columns = ["g"], Resamples = 200 }, figure: "demographic_parity_diference"));
        var score = Assert.Throws<ArgumentException>(() => TradeOffCurve.PointOf("p", model, rows, new FairnessOptions { Columns = ["g"], Resamples = 200 }, score: "acuracy"));

        Assert.StartsWith("The comparison has no figure 'demographic_parity_diference'. Did you mean 'demographic_parity_difference'?", figure.Message, StringComparison.Ordinal);
        Assert.StartsWith("The report has no figure 'acuracy'. Did you mean 'accuracy'?", score.Message, StringComparison.Ordinal);
    }

    static TradeOffPoint Point(string label, double score, double unfairness) => new(label, score, null, unfairness, null);
}

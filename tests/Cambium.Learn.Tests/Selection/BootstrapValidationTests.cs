using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn.Tests;

public sealed class BootstrapValidationTests
{
    [Theory]
    [InlineData(0.1, 0.3, 0.5, 0.2264, 0.254902, 0.5)] // R = 0.5: more = 0.368 x 0.632 x 0.5 / 0.816 = 0.142510, times 0.2, + 0.0368 + 0.1896
    [InlineData(0.0, 0.6, 0.5, 0.3792, 0.5632, 1)] // beyond chance: R = 1, more = 0.368, times 0.5, + 0.632 x 0.6
    [InlineData(0.2, 0.1, 0.5, 0.1368, 0.1368, 0)] // out of bag better than apparent
    [InlineData(0.5, 0.6, 0.4, 0.5632, 0.5632, 0)] // apparent worse than chance
    public void The_estimates_are_those_of_the_formula_for_losses_and_gains(double apparent, double outOfBag, double chance, double plain, double plus, double overfitting)
    {
        var loss = BootstrapScore.Of("error", apparent, outOfBag, chance);
        var gain = BootstrapScore.Of("accuracy", 1 - apparent, 1 - outOfBag, 1 - chance);

        Assert.Equal(plain, loss.Estimate632, 1e-12); // the order of roundings
        Assert.Equal(overfitting, loss.Overfitting, 1e-12);
        var more = 0.368 * 0.632 * overfitting / (1 - (0.368 * overfitting));
        Assert.Equal(plain + (more * ((overfitting == 1 ? chance : outOfBag) - apparent)), loss.Estimate632Plus, 1e-12);
        Assert.Equal(plus, loss.Estimate632Plus, 1e-6); // by hand, to six digits
        Assert.Equal(1 - loss.Estimate632Plus, gain.Estimate632Plus, 1e-12);
    }

    [Fact]
    public void Without_information_every_truth_is_paired_with_every_answer()
    {
        var random = new RandomStream(3);
        double[] truth = [.. Enumerable.Range(0, 23).Select(_ => Math.Round(random.NextGaussian(), 1))];
        double[] predicted = [.. Enumerable.Range(0, 23).Select(_ => Math.Round(random.NextGaussian(), 1) + 0.3)];
        int[] classes = [.. Enumerable.Range(0, 23).Select(_ => random.NextInt(3))];
        double[] probabilities = [.. Enumerable.Range(0, 23).SelectMany(_ => Shares(random))];
        var called = ClassifierModel.MostProbable(probabilities, 3);
        var pairs = (from i in Enumerable.Range(0, 23) from j in Enumerable.Range(0, 23) select (i, j)).ToArray();
        double[] paired = [.. pairs.SelectMany(pair => probabilities.Skip(3 * pair.j).Take(3))];
        int[] truths = [.. pairs.Select(pair => classes[pair.i])];

        var ofNumbers = NoInformation.OfNumbers(truth, predicted);
        var ofClasses = NoInformation.OfClasses(classes, probabilities, called, 3);

        var numbers = RegressionJudge.Report([.. pairs.Select(pair => truth[pair.i])], [.. pairs.Select(pair => predicted[pair.j])], EvaluateOptions.WithoutIntervals);
        var report = ClassificationJudge.Report(truths, paired, ["a", "b", "c"], EvaluateOptions.WithoutIntervals);
        Assert.All(numbers.Scores, score => Oracle.Near(score.Value, ofNumbers[score.Name], 1e-12)); // sums in another order
        Assert.All(report.Scores.Where(score => score.Name is not "pr_auc"), score => Oracle.Near(score.Value, ofClasses[score.Name], 1e-12));
        Oracle.Near(1.0 / 3, ofClasses["pr_auc"], 1e-12);
    }

    [Fact]
    public void A_learner_that_remembers_rows_is_seen_through_and_one_that_learns_nothing_overfits_nothing()
    {
        // The target is a coin: nobody can be better than 0.5.
        var random = new RandomStream(5);
        var table = Table.Create(
            Column.Of("x", [.. Enumerable.Range(0, 80).Select(_ => random.NextGaussian())]), Column.Of("y", [.. Enumerable.Range(0, 80).Select(_ => random.NextInt(2) == 0 ? "no" : "yes")]));

        var memory = BootstrapValidation.Run(new KNearestClassifier { Neighbours = 1 }, table, "y", new CrossValidationOptions { Seed = 1 });
        var prior = BootstrapValidation.Run(new PriorClassifier(), table, "y", new CrossValidationOptions { Splitter = new BootstrapSplit { Times = 5 } });

        var accuracy = memory.Scores.Single(score => score.Name == "accuracy");
        Assert.Equal(1, accuracy.Apparent);
        Assert.InRange(accuracy.Estimate632, 0.6, 0.75);
        Assert.InRange(memory["accuracy"], 0.4, 0.6);
        Assert.Equal(50, memory.Samples.Count);
        Assert.Equal(5, prior.Samples.Count);
        Assert.Equal(0, prior.Scores.Single(score => score.Name == "accuracy").Overfitting);
        Assert.StartsWith("samples", memory.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_seed_gives_the_same_estimates_at_any_thread_count()
    {
        var table = ConformanceData.Numbers(60, classes: false);
        var all = new[] { 1, 2, 7 }.Select(threads => BootstrapValidation.Run(
            new LinearRegression(), table, "y", new CrossValidationOptions { Splitter = new BootstrapSplit { Times = 8, Seed = 2 }, MaxThreads = threads })).ToArray();

        Assert.Equal(all[0], all[1]);
        Assert.Equal(all[0], all[2]);
    }

    [Fact]
    public void Other_splitters_recipes_without_a_target_and_unknown_figures_are_refused()
    {
        var table = ConformanceData.Numbers(30, classes: false);

        Assert.StartsWith(
            "The splitter is KFold, but the .632+ estimate needs a BootstrapSplit. Give one, or none.",
            Assert.Throws<ArgumentException>(() => BootstrapValidation.Run(new LinearRegression(), table, "y", new CrossValidationOptions { Splitter = new KFold() })).Message,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "The bootstrap compares answers with a target, but KMeans has none. Give it a classifier or a regressor.",
            Assert.Throws<ArgumentException>(() => BootstrapValidation.Run(new KMeans(), table, "y", new CrossValidationOptions())).Message,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "The bootstrap has no figure 'r3'. Did you mean 'r2'? It has: rmse, mae, r2.",
            Assert.Throws<ArgumentException>(() => BootstrapValidation.Run(new MeanRegressor(), table, "y", new CrossValidationOptions { Splitter = new BootstrapSplit { Times = 2 } })["r3"]).Message,
            StringComparison.Ordinal);
    }

    static double[] Shares(RandomStream random)
    {
        double[] shares = [random.NextDouble(), random.NextDouble(), random.NextDouble()];
        return [.. shares.Select(share => share / shares.Sum())];
    }
}

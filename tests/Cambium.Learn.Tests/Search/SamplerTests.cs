namespace Cambium.Learn.Tests;

public sealed class SamplerTests
{
    static readonly SpaceShape Mixed = new(
    [
        new SpaceDimension("kind", SearchRange.OneOf("a", "b"), -1, 0),
        new SpaceDimension("x", SearchRange.Uniform(0, 1), 0, 0),
        new SpaceDimension("n", SearchRange.Whole(1, 3), 0, 1),
    ]);

    [Theory]
    [InlineData("wide")]
    [InlineData("long")]
    public void Sobol_points_are_those_of_scipy(string name)
    {
        var expected = Oracle.Read("sobol.json")[name]!.AsArray().Select(point => point.Numbers()).ToArray();
        var sequence = new SobolSequence(expected[0].Length, seed: null);

        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], sequence.Point(i).Select(place => place * 64));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-77)]
    public void Scrambled_points_still_fill_every_part_once(long seed)
    {
        var sequence = new SobolSequence(8, seed);
        var points = Enumerable.Range(0, 64).Select(sequence.Point).ToArray();

        for (var dimension = 0; dimension < 8; dimension++)
        {
            Assert.Equal(Enumerable.Range(0, 64), points.Select(point => (int)(point[dimension] * 64)).Order());
        }

        // The first two dimensions also fill each of 8 × 8 parts once.
        Assert.Equal(64, points.Select(point => ((int)(point[0] * 8), (int)(point[1] * 8))).Distinct().Count());
        Assert.NotEqual(points[0], new SobolSequence(8, seed + 1).Point(0));
    }

    [Fact]
    public void A_grid_has_every_combination_once_and_then_the_search_ends()
    {
        var trials = Hunt.Trials(Mixed, new SearchOptions { Sampler = new GridSampler { Steps = 4 }, Trials = 1000, Workers = 1 }, _ => 0);

        Assert.Equal(
            ["kind=a x=0", "kind=a x=0.333333", "kind=a x=0.666667", "kind=a x=1", "kind=b n=1", "kind=b n=2", "kind=b n=3"],
            trials.Select(trial => string.Join(' ', trial.Settings.Select(setting => $"{setting.Name}={setting.Value}"))));
    }

    [Fact]
    public void A_grid_of_whole_numbers_by_logarithm_has_them_all()
    {
        var shape = new SpaceShape([new SpaceDimension("n", SearchRange.LogWhole(1, 5), -1, 0)]);

        var trials = Hunt.Trials(shape, new SearchOptions { Sampler = new GridSampler(), Workers = 1 }, _ => 0);

        Assert.Equal(["1", "2", "3", "4", "5"], trials.Select(trial => trial.Settings[0].Value));
    }

    [Fact]
    public void Nsga_2_finds_the_front_of_zdt1()
    {
        var shape = Hunt.Box([.. Enumerable.Repeat((0.0, 1.0), 6)]);
        var options = new SearchOptions { Sampler = new Nsga2Sampler { Population = 40 }, Trials = 2400, Metrics = ["loss", "second_loss"], Workers = 1 };

        var front = Front(shape, options);
        var random = Front(shape, options with { Sampler = new RandomSampler(), Metrics = [] });

        // The true front is f2 = 1 − √f1. Deb et al. come to within 0.03 of it with ten times the trials and thirty numbers.
        Assert.True(Distance(front) < 0.05, $"The mean distance is {Distance(front)}.");
        Assert.True(Distance(random) > 0.3, $"Random search is at {Distance(random)}.");
        Assert.True(front.Length >= 30, $"The front has {front.Length} points.");
        Assert.True(front.Min(point => point[0]) < 0.02 && front.Max(point => point[0]) > 0.8, "The front does not reach from end to end.");
    }

    [Fact]
    public void Fronts_and_crowding_are_those_of_a_worked_case()
    {
        double[][] losses = [[1, 5], [2, 3], [4, 1], [3, 4], [5, 5], [2, 3]];

        Assert.Equal([[0, 1, 2, 5], [3], [4]], ParetoFronts.Of(losses));

        // By f1: 0, 1, 5, 2 and by f2: 2, 1, 5, 0; the inner two are next to each other and to one end each time.
        Assert.Equal([double.PositiveInfinity, 1 / 3.0 + 2 / 4.0, double.PositiveInfinity, 2 / 3.0 + 2 / 4.0], ParetoFronts.Crowding([0, 1, 2, 5], losses).Select(value => value), (a, b) => a == b || Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void Samplers_are_found_by_name_and_others_refused()
    {
        Assert.Equal(new Nsga2Sampler(), Sampler.Parse("nsga-2"));
        Assert.Equal(["grid", "random", "sobol", "tpe", "nsga-2"], Sampler.Names);
        Assert.Equal(
            "There is no sampler 'tpa'. Did you mean 'tpe'? The samplers are: grid, random, sobol, tpe, nsga-2. (Parameter 'name')", Assert.Throws<ArgumentException>(() => Sampler.Parse("tpa")).Message);
        var many = Hunt.Box([.. Enumerable.Repeat((0.0, 1.0), 129)]);
        Assert.Equal(
            "The space has 129 settings, a Sobol' sequence at most 128. Use random search. (Parameter 'shape')",
            Assert.Throws<ArgumentException>(() => Hunt.Trials(many, new SearchOptions { Sampler = new SobolSampler() }, _ => 0)).Message);
        Assert.Equal(
            "The grid has more than 1000000 points. Use fewer values a setting, or another sampler. (Parameter 'shape')",
            Assert.Throws<ArgumentException>(() => Hunt.Trials(many, new SearchOptions { Sampler = new GridSampler() }, _ => 0)).Message);
    }

    static double[][] Front(SpaceShape shape, SearchOptions options)
    {
        var trials = SearchEngine.Run(shape, options, task => Hunt.Judged(task.Trial, Zdt1(Hunt.Numbers(task.Trial.Settings.ToDictionary(setting => setting.Name, setting => setting.Value))))).Trials;
        double[][] losses = [.. trials.Select(trial => new[] { trial["loss"], trial["second_loss"] })];
        return [.. ParetoFronts.Of(losses)[0].Select(place => losses[place])];
    }

    static double Distance(double[][] front) => front.Average(point => point[1] - (1 - Math.Sqrt(point[0])));

    static double[] Zdt1(double[] x)
    {
        var g = 1 + (9 * x.Skip(1).Average());
        return [x[0], g * (1 - Math.Sqrt(x[0] / g))];
    }
}

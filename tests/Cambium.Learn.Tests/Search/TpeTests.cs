namespace Cambium.Learn.Tests;

/// <summary>What is published of TPE: on usual test functions it does no worse than random search with twice the trials.</summary>
public sealed class TpeTests
{
    const int Seeds = 30;
    const int Count = 60;

    static readonly (double Low, double High)[] Unit6 = [(0, 1), (0, 1), (0, 1), (0, 1), (0, 1), (0, 1)];

    public static TheoryData<string> Functions => ["branin", "rosenbrock", "hartmann6", "ackley", "styblinski-tang", "conditional"];

    [Theory]
    [MemberData(nameof(Functions))]
    public void Median_of_30_seeds_is_no_worse_than_that_of_random_search_with_twice_the_trials(string name)
    {
        var (shape, function) = Problem(name);

        var tpe = Median(seed => Best(shape, new TpeSampler(), Count, seed, function));
        var random = Median(seed => Best(shape, new RandomSampler(), 2 * Count, seed, function));

        TestContext.Current.TestOutputHelper?.WriteLine($"{name}: TPE {tpe}, random {random}");
        Assert.True(tpe <= random, $"TPE found {tpe}, random search {random}.");
    }

    [Fact]
    public void The_functions_have_their_published_least_values()
    {
        // Surjanovic and Bingham, Virtual Library of Simulation Experiments; values to the digits given there.
        Assert.Equal(0.397887, Branin([Math.PI, 2.275]), 6);
        Assert.Equal(0, Rosenbrock([1, 1, 1]), 12);
        Assert.Equal(-3.32237, Hartmann6([0.20169, 0.150011, 0.476874, 0.275332, 0.311652, 0.6573]), 5);
        Assert.Equal(0, Ackley([0, 0, 0, 0]), 12);
        Assert.Equal(-39.16617 * 4, StyblinskiTang([-2.903534, -2.903534, -2.903534, -2.903534]), 3);
    }

    [Fact]
    public void No_settings_are_tried_twice_while_others_are_left()
    {
        var shape = new SpaceShape([new SpaceDimension("a", SearchRange.Whole(1, 6), -1, 0), new SpaceDimension("b", SearchRange.OneOf("x", "y", "z"), -1, 0)]);

        var trials = Hunt.Trials(shape, new SearchOptions { Trials = 14, Sampler = new TpeSampler { Startup = 4, Candidates = 200, Ahead = 1 }, Workers = 1 }, settings => settings["a"].Length);

        Assert.Equal(10, trials.Skip(4).Select(trial => trial.Settings).Distinct().Count());
    }

    static double Best(SpaceShape shape, Sampler sampler, int trials, long seed, Func<IReadOnlyDictionary<string, string>, double> function) =>
        Hunt.Trials(shape, new SearchOptions { Sampler = sampler, Trials = trials, Seed = seed, Workers = 1 }, function).Min(trial => trial["loss"]);

    static double Median(Func<long, double> of)
    {
        var values = Enumerable.Range(0, Seeds).Select(seed => of(seed)).Order().ToArray();
        return (values[(Seeds - 1) / 2] + values[Seeds / 2]) / 2;
    }

    static (SpaceShape Shape, Func<IReadOnlyDictionary<string, string>, double> Function) Problem(string name) => name switch
    {
        "branin" => (Hunt.Box((-5, 10), (0, 15)), settings => Branin(Hunt.Numbers(settings))),
        "rosenbrock" => (Hunt.Box((-2, 2), (-2, 2), (-2, 2)), settings => Rosenbrock(Hunt.Numbers(settings))),
        "hartmann6" => (Hunt.Box(Unit6), settings => Hartmann6(Hunt.Numbers(settings))),
        "ackley" => (Hunt.Box((-32, 32), (-32, 32), (-32, 32), (-32, 32)), settings => Ackley(Hunt.Numbers(settings))),
        "styblinski-tang" => (Hunt.Box((-5, 5), (-5, 5), (-5, 5), (-5, 5)), settings => StyblinskiTang(Hunt.Numbers(settings))),
        _ => (Branches(), Conditional),
    };

    /// <summary>A choice of three, each with settings of its own: one of two numbers, one of a whole number by logarithm, one of none.</summary>
    static SpaceShape Branches() => new(
    [
        new SpaceDimension("kind", SearchRange.OneOf("bowl", "steps", "flat"), -1, 0),
        new SpaceDimension("u", SearchRange.Uniform(-5, 5), 0, 0),
        new SpaceDimension("v", SearchRange.LogUniform(0.001, 100), 0, 0),
        new SpaceDimension("n", SearchRange.LogWhole(1, 1000), 0, 1),
        new SpaceDimension("shift", SearchRange.OneOf(-1, 0, 1), -1, 0),
    ]);

    static double Conditional(IReadOnlyDictionary<string, string> settings)
    {
        var shift = Math.Abs(Number("shift"));
        return settings["kind"] switch
        {
            "bowl" => Math.Pow(Number("u") - 1.5, 2) + Math.Pow(Math.Log10(Number("v")) + 1, 2) + shift,
            "steps" => 0.5 + Math.Abs(Math.Log10(Number("n") / 40)) + shift,
            _ => 2,
        };

        double Number(string name) => double.Parse(settings[name], System.Globalization.CultureInfo.InvariantCulture);
    }

    static double Branin(double[] x) =>
        Math.Pow(x[1] - (5.1 / (4 * Math.PI * Math.PI) * x[0] * x[0]) + (5 / Math.PI * x[0]) - 6, 2) + (10 * (1 - (1 / (8 * Math.PI))) * Math.Cos(x[0])) + 10;

    static double Rosenbrock(double[] x) => Enumerable.Range(0, x.Length - 1).Sum(i => (100 * Math.Pow(x[i + 1] - (x[i] * x[i]), 2)) + Math.Pow(1 - x[i], 2));

    static double Ackley(double[] x) =>
        (-20 * Math.Exp(-0.2 * Math.Sqrt(x.Average(value => value * value)))) - Math.Exp(x.Average(value => Math.Cos(2 * Math.PI * value))) + 20 + Math.E;

    static double StyblinskiTang(double[] x) => 0.5 * x.Sum(value => Math.Pow(value, 4) - (16 * value * value) + (5 * value));

    static double Hartmann6(double[] x)
    {
        double[] alpha = [1.0, 1.2, 3.0, 3.2];
        double[][] a = [[10, 3, 17, 3.5, 1.7, 8], [0.05, 10, 17, 0.1, 8, 14], [3, 3.5, 1.7, 10, 17, 8], [17, 8, 0.05, 10, 0.1, 14]];
        double[][] p =
        [
            [0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886],
            [0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991],
            [0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.6650],
            [0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381],
        ];
        return -Enumerable.Range(0, 4).Sum(i => alpha[i] * Math.Exp(-Enumerable.Range(0, 6).Sum(j => a[i][j] * Math.Pow(x[j] - p[i][j], 2))));
    }
}

using Cambium.Data;

namespace Cambium.Learn.Tests;

public sealed class GaussianMixtureTests
{
    public static TheoryData<string, CovarianceShape> Cases =>
        [.. from name in new[] { "iris", "formula", "small" } from shape in Enum.GetValues<CovarianceShape>() select (name, shape)];

    public static TheoryData<CovarianceShape> Shapes => [.. Enum.GetValues<CovarianceShape>()];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void One_component_is_the_mean_and_the_covariance_by_hand(CovarianceShape shape)
    {
        var table = Table.Create(Column.Of("x", [0.0, 2, 4]), Column.Of("y", [0.0, 0, 3]));

        var model = new GaussianMixture { Components = 1, Covariance = shape, Regularisation = 0 }.Fit(table);

        // Variances 8/3 and 2, covariance 2.
        double[] expected = shape switch
        {
            CovarianceShape.Full or CovarianceShape.Tied => [8.0 / 3, 2, 2, 2],
            CovarianceShape.Diagonal => [8.0 / 3, 2],
            _ => [7.0 / 3],
        };
        Assert.Equal([2.0, 1], model.Means);
        Assert.All(expected.Zip(model.Covariances), pair => Oracle.Near(pair.First, pair.Second, 1e-15));
        Assert.Equal([1.0], model.Weights);
        if (shape == CovarianceShape.Spherical)
        {
            // −n/2 (p log 2π + p log v + p)
            Oracle.Near(-1.5 * 2 * (Math.Log(2 * Math.PI) + Math.Log(7.0 / 3) + 1), model.LogLikelihood, 1e-14);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void From_the_same_start_four_iterations_are_those_of_scikit_learn(string name, CovarianceShape shape) =>
        AssertPeer("mixture_of_4_iterations", name, shape, iterations: 4, tolerance: 0, 1e-8); // k-means, then sums in another order

    [Theory]
    [MemberData(nameof(Cases))]
    public void From_the_same_start_the_end_is_that_of_scikit_learn(string name, CovarianceShape shape) =>
        AssertPeer("mixture", name, shape, iterations: 100_000, tolerance: 1e-13, 1e-5); // EM creeps at the end: the parameters are flatter than the likelihood

    static void AssertPeer(string entry, string name, CovarianceShape shape, int iterations, double tolerance, double parameters)
    {
        var table = ClusterTables.Of(name);
        var k = ClusterTables.Clusters(name);
        var expected = ClusterTables.Oracle(name)[entry]![shape == CovarianceShape.Diagonal ? "diag" : shape.ToString().ToLowerInvariant()]!;
        var recipe = new GaussianMixture { Components = k, Covariance = shape, InitialMeans = ClusterTables.FirstRows(table, k), MaxIterations = iterations, Tolerance = tolerance };

        var model = recipe.Fit(table);

        Oracle.Near((double)expected["log_likelihood"]!, model.LogLikelihood, 1e-9);
        Oracle.Near((double)expected["bic"]!, model.Bic, 1e-9);
        Oracle.Near((double)expected["aic"]!, model.Aic, 1e-9);
        Assert.Equal((bool)expected["converged"]!, model.Converged);
        Assert.All(expected["weights"].Numbers().Zip(model.Weights), pair => Oracle.Near(pair.First, pair.Second, parameters));
        Assert.All(expected["means"].Numbers().Zip(model.Means), pair => Oracle.Near(pair.First, pair.Second, parameters));
        Assert.All(expected["covariances"].Numbers().Zip(model.Covariances), pair => Oracle.Near(pair.First, pair.Second, parameters));
        Assert.All(expected["first_probabilities"].Numbers().Zip(model.PredictProbabilities(table.Slice(0, 5))), pair => Oracle.Near(pair.First, pair.Second, parameters));
        Oracle.Near(model.LogLikelihood, model.LogDensities(table).Sum(), 1e-11);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_whole_weight_is_as_a_repeated_row(string name, CovarianceShape shape)
    {
        var table = ClusterTables.WithWeights(ClusterTables.Of(name));
        var k = ClusterTables.Clusters(name);
        var recipe = new GaussianMixture { Components = k, Covariance = shape, InitialMeans = ClusterTables.FirstRows(table.Drop("weight"), k) };

        var weighted = recipe.Fit(table, new FitOptions { Weight = "weight" });

        var repeated = recipe.Fit(ConformanceData.Repeated(table, table.Column<long>("weight").Values.ToArray()).Drop("weight"));
        Oracle.Near(repeated.LogLikelihood, weighted.LogLikelihood, 1e-10);
        Oracle.Near(repeated.Bic, weighted.Bic, 1e-10);
        Assert.All(repeated.Means.Zip(weighted.Means), pair => Oracle.Near(pair.First, pair.Second, 1e-8));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Scaling_and_moving_all_columns_alike_keeps_the_clusters(CovarianceShape shape)
    {
        var table = ClusterTables.Of("formula");
        var moved = ClusterTables.Map(table, value => (value * 1e9) - 4e9);

        var model = new GaussianMixture { Components = 6, Covariance = shape, Regularisation = 0 }.Fit(table);
        var other = new GaussianMixture { Components = 6, Covariance = shape, Regularisation = 0 }.Fit(moved);

        Assert.Equal(model.PredictClusters(table), other.PredictClusters(moved));
        Oracle.Near(model.LogLikelihood - (240 * 5 * Math.Log(1e9)), other.LogLikelihood, 1e-10);
    }

    [Fact]
    public void A_row_too_far_for_its_square_to_be_a_number_belongs_to_all_alike()
    {
        var table = Table.Create(Column.Of("x", [0.0, 1, 2, 10, 11, 12]), Column.Of("z", [0.0, 1, 0, 5, 6, 5]));
        var model = new GaussianMixture { Components = 2 }.Fit(table);

        Assert.Equal([0.5, 0.5], model.PredictProbabilities(Table.Create(Column.Of("x", [1e200]), Column.Of("z", [0.0]))));
    }

    [Fact]
    public void Another_order_of_rows_groups_them_alike()
    {
        var table = ClusterTables.Of("formula");
        int[] order = [.. Enumerable.Range(0, 240).Select(row => row * 7 % 240)];
        var recipe = new GaussianMixture { Components = 6, InitialMeans = ClusterTables.FirstRows(table, 6) };

        var clusters = recipe.Fit(table).PredictClusters(table);

        Assert.Equal(order.Select(row => clusters[row]), recipe.Fit(table.Take(order)).PredictClusters(table.Take(order)));
    }

    [Fact]
    public void More_starts_are_no_worse()
    {
        var table = ClusterTables.Of("small");

        var one = new GaussianMixture { Components = 5, Seed = 3 }.Fit(table);
        var many = new GaussianMixture { Components = 5, Seed = 3, Restarts = 8 }.Fit(table);

        Assert.True(many.LogLikelihood >= one.LogLikelihood, $"{many.LogLikelihood} against {one.LogLikelihood}");
    }

    [Fact]
    public void Too_few_iterations_are_told_not_thrown()
    {
        var model = new GaussianMixture { Components = 6, MaxIterations = 2, Tolerance = 0 }.Fit(ClusterTables.Of("formula"));

        Assert.False(model.Converged);
        Assert.Equal(2, model.Iterations);
    }

    [Fact]
    public void Rows_on_a_line_are_refused_where_nothing_is_added_to_variances()
    {
        var table = Table.Create(Column.Of("x", [0.0, 1, 2, 3]), Column.Of("y", [0.0, 2, 4, 6]));

        var error = Assert.Throws<TableException>(() => new GaussianMixture { Components = 1, Regularisation = 0 }.Fit(table));

        Assert.Equal(
            "The table cannot be learned from: the covariance of a component became singular, since its rows lie on a point, a line or a plane: " +
            "raise Regularisation, which is 0, ask for fewer components, or drop columns that others determine.",
            error.Message);
        Assert.Equal(4, new GaussianMixture { Components = 1 }.Fit(table).PredictClusters(table).Length);
    }

    [Fact]
    public void Means_of_another_shape_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => new GaussianMixture { InitialMeans = [1.0] }.Fit(ClusterTables.Of("small")));

        Assert.Equal("InitialMeans has 1 numbers, expected 6: 2 clusters of 3 features. (Parameter 'InitialMeans')", error.Message);
    }

    [Fact]
    public void The_model_prints_its_likelihood_and_means()
    {
        var table = Table.Create(Column.Of("x", [0.0, 2]));

        var text = new GaussianMixture { Components = 1, Regularisation = 0 }.Fit(table).ToString();

        Assert.Equal("Gaussian mixture: 1 components, log likelihood -2.83788, BIC 7.06205\n  cluster  x\n        0  1", text);
    }

    [Fact]
    public void A_covariance_that_all_components_share_is_kept_once()
    {
        // Once for each would be more numbers than an array holds.
        var shape = new MixtureShape(Components: 6000, Features: 600, CovarianceShape.Tied);
        var identity = new double[shape.Features * shape.Features];
        for (var i = 0; i < identity.Length; i += shape.Features + 1)
        {
            identity[i] = 1;
        }

        Assert.NotNull(MixtureDensities.TryCreate(shape, Enumerable.Repeat(1.0 / 6000, 6000).ToArray(), new double[6000 * 600], identity));
    }
}

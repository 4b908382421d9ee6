namespace Cambium.Numerics.Tests;

public sealed class LbfgsTests
{
    [Fact]
    public void Finds_the_end_of_Rosenbrocks_valley()
    {
        double[] point = [-1.2, 1];

        var result = Lbfgs.Minimize(Rosenbrock, point, new LbfgsOptions { Tolerance = 1e-10 });

        Assert.True(result.Converged);
        Assert.Equal(LbfgsStop.Converged, result.Stop);
        Assert.InRange(result.GradientNorm, 0, 1e-10);
        Assert.InRange(result.Iterations, 10, 60);
        Assert.InRange(result.Evaluations, result.Iterations, 2 * result.Iterations);
        Assert.Equal(1, point[0], 1e-9);
        Assert.Equal(1, point[1], 1e-9);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    public void Finds_the_bottom_of_a_bowl(int n)
    {
        var center = Width.Gaussians(n, 1);
        var point = new double[n];

        var result = Lbfgs.Minimize(Bowl(center), point, new LbfgsOptions { Tolerance = 1e-9 });

        Assert.True(result.Converged);
        for (var i = 0; i < n; i++)
        {
            Assert.Equal(center[i], point[i], 1e-8);
        }
    }

    [Fact]
    public void The_exact_inverse_Hessian_as_preconditioner_needs_one_step()
    {
        var center = Width.Gaussians(10, 1);
        var point = new double[10];

        var result = Lbfgs.Minimize(
            Bowl(center),
            point,
            new LbfgsOptions
            {
                Tolerance = 1e-9,
                Preconditioner = vector =>
                {
                    for (var i = 0; i < vector.Length; i++)
                    {
                        vector[i] /= i + 1;
                    }
                },
            });

        Assert.True(result.Converged);
        Assert.Equal(1, result.Iterations);
    }

    [Fact]
    public void A_start_at_the_minimum_takes_no_step()
    {
        double[] point = [1, 1];

        var result = Lbfgs.Minimize(Rosenbrock, point, new LbfgsOptions());

        Assert.Equal(new LbfgsResult(LbfgsStop.Converged, 0, 1, 0, 0), result);
    }

    [Fact]
    public void Ends_after_the_most_iterations()
    {
        var values = new List<double>();
        double[] point = [-1.2, 1];

        var result = Lbfgs.Minimize(
            Rosenbrock, point, new LbfgsOptions { MaxIterations = 5, Tolerance = 0, Progress = (_, value, _) => values.Add(value) });

        Assert.Equal(LbfgsStop.MaxIterations, result.Stop);
        Assert.False(result.Converged);
        Assert.Equal(5, result.Iterations);
        Assert.Equal(5, values.Count);
        Assert.Equal(values.OrderDescending(), values);
        Assert.Equal(result.Value, values[^1]);
    }

    [Fact]
    public void Steps_back_from_where_the_function_is_not_finite()
    {
        // −log x + x is least at 1; left of 0 it is not a number.
        double[] point = [1e-3];

        var result = Lbfgs.Minimize(
            (x, gradient) =>
            {
                gradient[0] = 1 - (1 / x[0]);
                return x[0] - Math.Log(x[0]);
            },
            point,
            new LbfgsOptions { Tolerance = 1e-9 });

        Assert.True(result.Converged);
        Assert.Equal(1, point[0], 1e-8);
    }

    [Fact]
    public void A_start_where_the_function_is_not_finite_is_told()
    {
        double[] point = [0];

        var result = Lbfgs.Minimize((_, gradient) => gradient[0] = double.NaN, point, new LbfgsOptions());

        Assert.Equal(LbfgsStop.NotFinite, result.Stop);
        Assert.False(result.Converged);
        Assert.Equal(1, result.Evaluations);
    }

    [Fact]
    public void A_function_without_a_bottom_ends()
    {
        double[] point = [0];

        var result = Lbfgs.Minimize(
            (x, gradient) =>
            {
                gradient[0] = -1;
                return -x[0];
            },
            point,
            new LbfgsOptions { MaxIterations = 100 });

        Assert.NotEqual(LbfgsStop.Converged, result.Stop);
        Assert.InRange(result.Evaluations, 1, 5000);
    }

    [Fact]
    public void A_tolerance_below_the_rounding_ends_without_progress()
    {
        var center = Width.Gaussians(20, 1);
        var point = new double[20];

        var result = Lbfgs.Minimize(Bowl(center), point, new LbfgsOptions { Tolerance = 0, MaxIterations = 100_000 });

        Assert.InRange(result.Evaluations, 1, 10_000);
        Assert.InRange(result.GradientNorm, 0, 1e-12);
    }

    [Fact]
    public void A_gradient_that_is_wrong_ends_without_progress()
    {
        double[] point = [3];

        var result = Lbfgs.Minimize(
            (x, gradient) =>
            {
                gradient[0] = -2 * x[0];
                return x[0] * x[0];
            },
            point,
            new LbfgsOptions());

        Assert.Equal(LbfgsStop.NoProgress, result.Stop);
        Assert.Equal(0, result.Iterations);
        Assert.Equal(3, point[0]);
    }

    [Fact]
    public void Stops_when_cancelled()
    {
        using var source = new CancellationTokenSource();
        double[] point = [-1.2, 1];
        var options = new LbfgsOptions { CancellationToken = source.Token, Progress = (_, _, _) => source.Cancel() };

        Assert.Throws<OperationCanceledException>(() => Lbfgs.Minimize(Rosenbrock, point, options));
    }

    [Fact]
    public void Settings_outside_their_range_are_refused()
    {
        Assert.Equal(
            "Tolerance must be a finite number of at least 0. (Parameter 'Tolerance')\nActual value was -1.",
            Assert.Throws<ArgumentOutOfRangeException>(() => new LbfgsOptions { Tolerance = -1 }).Message.ReplaceLineEndings("\n"));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LbfgsOptions { Memory = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new LbfgsOptions { MaxIterations = -1 });
    }

    static double Rosenbrock(ReadOnlySpan<double> x, Span<double> gradient)
    {
        var (a, b) = (1 - x[0], x[1] - (x[0] * x[0]));
        gradient[0] = (-2 * a) - (400 * x[0] * b);
        gradient[1] = 200 * b;
        return (a * a) + (100 * b * b);
    }

    /// <summary>½ Σ i (xᵢ − cᵢ)².</summary>
    static LbfgsObjective Bowl(double[] center) => (x, gradient) =>
    {
        var value = 0.0;
        for (var i = 0; i < center.Length; i++)
        {
            gradient[i] = (i + 1) * (x[i] - center[i]);
            value += 0.5 * gradient[i] * (x[i] - center[i]);
        }

        return value;
    };
}

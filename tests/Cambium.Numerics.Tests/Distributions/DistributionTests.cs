using System.Text.Json;

namespace Cambium.Numerics.Tests;

/// <summary>Distributions against R's, in the middle and far out.</summary>
public sealed class DistributionTests
{
    // R's own functions are exact to about 14 digits.
    const double Tolerance = 1e-12;

    static readonly JsonElement Values =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "oracles", "distributions.json"))).RootElement;

    /// <summary>Values of R's <c>pf</c> (4.2).</summary>
    [Theory]
    [InlineData(4.96, 1, 10, 0.050087650566468134)]
    [InlineData(0.5, 3, 20, 0.68651861283640314)]
    [InlineData(25, 2, 1000, 2.5430240359863645e-11)]
    [InlineData(0.001, 5.5, 2.5, 0.999999926889928)]
    [InlineData(1e6, 40, 3, 1.4076998880629905e-09)]
    [InlineData(300, 1, 1e5, 4.1299238492460021e-67)]
    [InlineData(double.PositiveInfinity, 3, 4, 0)]
    [InlineData(-1, 3, 4, 1)]
    public void Fisher_tail_is_that_of_R(double f, double numerator, double denominator, double expected) =>
        Assert.Equal(expected, FisherDistribution.Above(f, numerator, denominator), Math.Abs(expected) * 1e-12);

    [Fact]
    public void Fisher_of_no_number_is_none_and_degrees_of_freedom_are_above_0()
    {
        Assert.Equal(double.NaN, FisherDistribution.Above(double.NaN, 3, 4));
        Assert.Equal("denominator", Assert.Throws<ArgumentOutOfRangeException>(() => FisherDistribution.Above(1, 2, 0)).ParamName);
    }

    [Fact]
    public void The_normal_distribution_is_Rs()
    {
        All("normal", row =>
        {
            Near(row[1], NormalDistribution.Below(row[0]));
            Near(row[1], NormalDistribution.Above(-row[0]));
        });
        All("normal_quantile", row => Near(row[1], NormalDistribution.Quantile(row[0])));
    }

    [Fact]
    public void Students_distribution_is_Rs()
    {
        All("student", row =>
        {
            Near(row[2], StudentDistribution.Below(row[0], row[1]));
            Near(row[3], StudentDistribution.TwoSided(row[0], row[1]));
        });
        All("student_quantile", row => Near(row[2], StudentDistribution.Quantile(row[0], row[1])));
    }

    [Fact]
    public void The_chi_squared_distribution_is_Rs() =>
        All("chi_squared", row =>
        {
            Near(row[2], ChiSquaredDistribution.Below(row[0], row[1]));
            Near(row[3], ChiSquaredDistribution.Above(row[0], row[1]));
        });

    [Fact]
    public void The_binomial_distribution_is_Rs() => All("binomial", row => Near(row[3], BinomialDistribution.AtMost((long)row[0], (long)row[1], row[2])));

    [Fact]
    public void Ends_and_NaN_are_told()
    {
        Assert.Equal(0, NormalDistribution.Below(double.NegativeInfinity));
        Assert.Equal(1, NormalDistribution.Below(double.PositiveInfinity));
        Assert.Equal(double.NaN, NormalDistribution.Below(double.NaN));
        Assert.Equal(double.NegativeInfinity, NormalDistribution.Quantile(0));
        Assert.Equal(double.PositiveInfinity, NormalDistribution.Quantile(1));
        Assert.Equal(0, StudentDistribution.TwoSided(double.NegativeInfinity, 3));
        Assert.Equal(1, StudentDistribution.Below(double.PositiveInfinity, 3));
        Assert.Equal(double.NaN, StudentDistribution.TwoSided(double.NaN, 3));
        Assert.Equal(double.NegativeInfinity, StudentDistribution.Quantile(0, 3));
        Assert.Equal(double.PositiveInfinity, StudentDistribution.Quantile(1, 3));
        Assert.Equal(0, StudentDistribution.Quantile(0.5, 3));
        Assert.Equal(1, ChiSquaredDistribution.Above(-1, 3));
        Assert.Equal(0, ChiSquaredDistribution.Above(double.PositiveInfinity, 3));
        Assert.Equal(double.NaN, ChiSquaredDistribution.Below(double.NaN, 3));
    }

    [Fact]
    public void Arguments_out_of_range_are_refused()
    {
        Refused("share must be between 0 and 1. (Parameter 'share')\nActual value was 1.5.", () => NormalDistribution.Quantile(1.5));
        Refused("share must be between 0 and 1. (Parameter 'share')\nActual value was NaN.", () => StudentDistribution.Quantile(double.NaN, 2));
        Refused("degreesOfFreedom must be a finite number above 0. (Parameter 'degreesOfFreedom')\nActual value was 0.", () => StudentDistribution.TwoSided(1, 0));
        Refused("degreesOfFreedom must be a finite number above 0. (Parameter 'degreesOfFreedom')\nActual value was -1.", () => ChiSquaredDistribution.Above(1, -1));
        Refused("successes must be between 0 and 3. (Parameter 'successes')\nActual value was 4.", () => BinomialDistribution.AtMost(4, 3, 0.5));
    }

    static void Refused(string message, Func<double> call) =>
        Assert.Equal(message, Assert.Throws<ArgumentOutOfRangeException>(() => call()).Message.ReplaceLineEndings("\n"));

    static void All(string name, Action<double[]> check) =>
        Assert.All(Values.GetProperty(name).EnumerateArray().Select(row => row.EnumerateArray().Select(value => value.GetDouble()).ToArray()), check);

    static void Near(double expected, double actual) =>
        Assert.True(expected == actual || Math.Abs(expected - actual) <= Tolerance * Math.Abs(expected), $"expected {expected:R}, found {actual:R}");
}

namespace Cambium.Numerics.Tests;

public sealed class CheckTests
{
    [Fact]
    public void A_value_within_its_range_is_returned()
    {
        Assert.Equal(0.5, Check.InRange(0.5, 0, 1, "L2"));
        Assert.Equal(1.0, Check.InRange(1.0, 0, 1, "L2"));
        Assert.Equal(3, Check.AtLeast(3, 3, "Trees"));
        Assert.Equal(0.1, Check.Above(0.1, 0, "Rate"));
        Assert.Equal(DayOfWeek.Friday, Check.Defined(DayOfWeek.Friday, "Day"));
        Assert.Equal("x", Check.NotBlank("x", "Name"));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_value_outside_its_range_is_refused(double value)
    {
        AssertRefused("L2 must be between 0 and 1.", () => Check.InRange(value, 0, 1, "L2"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_value_at_or_below_its_limit_or_not_finite_is_refused(double value)
    {
        AssertRefused("Rate must be a finite number above 0.", () => Check.Above(value, 0, "Rate"));
    }

    [Theory]
    [InlineData(0.9)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_value_below_its_least_or_not_finite_is_refused(double value)
    {
        AssertRefused("Trees must be a finite number of at least 1.", () => Check.AtLeast(value, 1, "Trees"));
    }

    [Fact]
    public void An_undefined_name_of_an_enumeration_is_refused()
    {
        AssertRefused("Mode must be one of Open, Shut.", () => Check.Defined((Door)9, "Mode"));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \t")]
    public void A_blank_text_is_refused(string value)
    {
        var exception = Assert.Throws<ArgumentException>(() => Check.NotBlank(value, "Name"));

        Assert.Equal("Name must not be blank. (Parameter 'Name')", exception.Message);
    }

    [Fact]
    public void The_setting_is_named_after_the_property_that_checks()
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => new Recipe { Depth = 0 });

        Assert.Equal("Depth", exception.ParamName);
        Assert.StartsWith("Depth must be a finite number of at least 1.", exception.Message, StringComparison.Ordinal);
    }

    static void AssertRefused(string message, Func<object> check)
    {
        Assert.StartsWith(message, Assert.Throws<ArgumentOutOfRangeException>(check).Message, StringComparison.Ordinal);
    }

    enum Door
    {
        Open,
        Shut,
    }

    sealed record Recipe
    {
        public int Depth { get; init => field = Check.AtLeast(value, 1); } = 3;
    }
}

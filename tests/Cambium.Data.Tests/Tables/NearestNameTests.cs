namespace Cambium.Data.Tests;

public sealed class NearestNameTests
{
    [Theory]
    [InlineData("incme", " Did you mean 'income'?")]
    [InlineData("INCOME", " Did you mean 'income'?")]
    [InlineData("ag", " Did you mean 'age'?")]
    [InlineData("colour", " Did you mean 'color'?")]
    [InlineData("entirely else", "")]
    [InlineData("xyz", "")]
    public void The_name_that_needs_fewest_changes_is_suggested(string name, string expected)
    {
        Assert.Equal(expected, NearestName.Suggestion(name, ["age", "income", "color"]));
    }

    [Fact]
    public void Without_names_there_is_no_suggestion()
    {
        Assert.Equal("", NearestName.Suggestion("x", []));
    }
}

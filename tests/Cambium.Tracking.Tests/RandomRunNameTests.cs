namespace Cambium.Tracking.Tests;

public class RandomRunNameTests
{
    [Fact]
    public void Is_an_adjective_an_animal_and_a_number()
    {
        var random = new Random(1);

        var names = Enumerable.Range(0, 1000).Select(_ => RandomRunName.Next(random)).ToList();

        Assert.All(names, name => Assert.Matches("^[a-z]+-[a-z]+-(0|[1-9][0-9]{0,2})$", name));
        Assert.True(names.Distinct().Count() > 990);
    }

    [Fact]
    public void The_same_seed_gives_the_same_names()
    {
        Assert.Equal(RandomRunName.Next(new Random(7)), RandomRunName.Next(new Random(7)));
    }
}

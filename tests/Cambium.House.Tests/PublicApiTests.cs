namespace Cambium.House.Tests;

/// <summary>What each library offers is a committed file, so that a change of it is seen where changes are reviewed.</summary>
public sealed class PublicApiTests
{
    const string Update = "CAMBIUM_UPDATE_API";

    [Theory]
    [InlineData("Cambium.Numerics")]
    [InlineData("Cambium.Data")]
    [InlineData("Cambium.Learn")]
    [InlineData("Cambium.Serving")]
    [InlineData("Cambium.Tracking")]
    [InlineData("Cambium.Monitor")]
    [InlineData("Cambium.Server")]
    public void The_public_api_is_the_one_that_was_reviewed(string library)
    {
        var path = Path.Combine(House.Root, "src", library, "PublicApi.txt");
        var actual = PublicApi.Of(House.Load(library));
        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            File.WriteAllText(path, string.Concat(actual.Select(line => line + "\n")));
        }

        string[] reviewed = File.Exists(path) ? File.ReadAllLines(path) : [];
        var added = actual.Except(reviewed).Select(line => $"+ {line}");
        var removed = reviewed.Except(actual).Select(line => $"- {line}");
        var changes = added.Concat(removed).ToArray();

        Assert.True(changes.Length == 0, $"The public API of {library} changed. If that is meant, run the tests once with {Update}=1 and commit src/{library}/PublicApi.txt.\n{string.Join('\n', changes)}");
    }
}

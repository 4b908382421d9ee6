namespace Cambium.House.Tests;

/// <summary>The examples of docs/choosing.md: the code that is compiled here, and what it gives.</summary>
public sealed class ChoosingPageTests
{
    static readonly string Page = House.Read("docs/choosing.md").ReplaceLineEndings("\n");

    [Fact]
    public void The_code_is_what_is_compiled_here()
    {
        var parts = House.Read("tests/Cambium.House.Tests/ChoosingExample.cs").ReplaceLineEndings("\n").Split("        // PAGE\n");

        // Every second part stands between two marks.
        var compiled = parts.Where((_, place) => place % 2 == 1).Select(part => string.Join('\n', part.TrimEnd('\n').Split('\n').Select(line => line.Length > 8 ? line[8..] : "")));

        Assert.Equal(compiled, Blocks("csharp"));
    }

    [Fact]
    public void The_code_gives_what_the_page_says()
    {
        var example = ChoosingExample.Run(Path.Combine(House.Root, "samples"));

        Assert.Equal(example.Splits, Assert.Single(Blocks("text")));
        Assert.Equal(15, example.Validation.Folds.Count);
        Assert.Equal(0, example.Answers!["prediction"].MissingCount); // ! a classifier's
        Assert.InRange(example.Validation["accuracy"], 0.9, 1);
        Assert.InRange(example.Nested["accuracy"], 0.9, 1);
        Assert.InRange(example.Bootstrap["accuracy"], 0.9, example.Bootstrap.Scores.Single(score => score.Name == "accuracy").Estimate632);
        Assert.Equal([15, 30, 60, 120], example.Learning.Points.Select(point => point.Rows));
        Assert.True(example.Depth.Points[0].Train[1].Mean < example.Depth.Points[2].Train[1].Mean);
        Assert.Equal(0.05, example.Chance.PValue);
    }

    static IEnumerable<string> Blocks(string language) =>
        Page.Split($"```{language}\n").Skip(1).Select(block => block[..block.IndexOf("\n```", StringComparison.Ordinal)]);
}

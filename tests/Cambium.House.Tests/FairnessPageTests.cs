namespace Cambium.House.Tests;

/// <summary>The examples of docs/fairness.md: the code that is compiled here, and what it gives.</summary>
public sealed class FairnessPageTests
{
    static readonly string Page = House.Read("docs/fairness.md").ReplaceLineEndings("\n");

    [Fact]
    public void The_code_is_what_is_compiled_here()
    {
        var parts = House.Read("tests/Cambium.House.Tests/FairnessExample.cs").ReplaceLineEndings("\n").Split("        // PAGE\n");

        // Every second part stands between two marks.
        var compiled = parts.Where((_, place) => place % 2 == 1).Select(part => string.Join('\n', part.TrimEnd('\n').Split('\n').Select(line => line.Length > 8 ? line[8..] : "")));

        Assert.Equal(compiled, Blocks("csharp"));
    }

    [Fact]
    public void The_code_gives_what_the_page_says()
    {
        var (compas, before, after, accuracy, fairAccuracy, curve) = FairnessExample.Run(Path.Combine(House.Root, "samples"));

        Assert.Equal(string.Join('\n', compas.Findings.Select(finding => finding.Sentence)), Assert.Single(Blocks("text")));
        Assert.True(after.SelectionRateDifference < before.SelectionRateDifference);
        Assert.InRange(accuracy - fairAccuracy, -0.02, 0.02);
        Assert.Equal(3, curve.Points.Count);
        Assert.NotEqual(0, curve.Chosen);
    }

    static IEnumerable<string> Blocks(string language) =>
        Page.Split($"```{language}\n").Skip(1).Select(block => block[..block.IndexOf("\n```", StringComparison.Ordinal)]);
}

namespace Cambium.House.Tests;

/// <summary>The examples of docs/weak-spots.md: the code that is compiled here, and what it gives.</summary>
public sealed class WeakSpotsPageTests
{
    static readonly string Page = House.Read("docs/weak-spots.md").ReplaceLineEndings("\n");

    [Fact]
    public void The_code_is_what_is_compiled_here()
    {
        var parts = House.Read("tests/Cambium.House.Tests/WeakSpotsExample.cs").ReplaceLineEndings("\n").Split("        // PAGE\n");

        // Every second part stands between two marks.
        var compiled = parts.Where((_, place) => place % 2 == 1).Select(part => string.Join('\n', part.TrimEnd('\n').Split('\n').Select(line => line.Length > 8 ? line[8..] : "")));

        Assert.Equal(compiled, Blocks("csharp"));
    }

    [Fact]
    public void The_code_gives_what_the_page_says()
    {
        var (slices, gap, damage, labels) = WeakSpotsExample.Run(Path.Combine(House.Root, "samples"));

        string[] said = [string.Join('\n', slices.Sentences), gap.Sentence, string.Join('\n', damage.Sentences), string.Join('\n', labels.Sentences)];
        Assert.Equal(said, Blocks("text"));
    }

    static IEnumerable<string> Blocks(string language) =>
        Page.Split($"```{language}\n").Skip(1).Select(block => block[..block.IndexOf("\n```", StringComparison.Ordinal)]);
}

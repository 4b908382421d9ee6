namespace Cambium.House.Tests;

/// <summary>The examples of docs/conformal.md: the code that is compiled here, and what it gives.</summary>
public sealed class ConformalPageTests
{
    static readonly string Page = House.Read("docs/conformal.md").ReplaceLineEndings("\n");

    [Fact]
    public void The_code_is_what_is_compiled_here()
    {
        var parts = House.Read("tests/Cambium.House.Tests/ConformalExample.cs").ReplaceLineEndings("\n").Split("        // PAGE\n");

        // Every second part stands between two marks.
        var compiled = parts.Where((_, place) => place % 2 == 1).Select(part => string.Join('\n', part.TrimEnd('\n').Split('\n').Select(line => line.Length > 8 ? line[8..] : "")));

        Assert.Equal(compiled, Blocks("csharp"));
    }

    [Fact]
    public void The_code_gives_what_the_page_says()
    {
        var example = ConformalExample.Run(Path.Combine(House.Root, "samples"));

        Assert.Equal(["prediction", "lower", "upper"], example.Answers.Columns.Select(column => column.Name));
        Assert.Equal([example.Report.ToString().TrimEnd('\n'), example.Each.ToString().TrimEnd('\n')], Blocks("text"));
        var rare = example.Plain.Classes.MinBy(part => part.Rows)!; // ! there are two
        Assert.True(rare.Coverage < 0.7 && example.Plain["coverage"] > 0.85);
    }

    static IEnumerable<string> Blocks(string language) =>
        Page.Split($"```{language}\n").Skip(1).Select(block => block[..block.IndexOf("\n```", StringComparison.Ordinal)]);
}

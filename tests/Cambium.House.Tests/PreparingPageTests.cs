namespace Cambium.House.Tests;

/// <summary>The examples of docs/preparing.md: the code that is compiled here, and the tables that it prints.</summary>
public sealed class PreparingPageTests
{
    static readonly string Page = House.Read("docs/preparing.md").ReplaceLineEndings("\n");

    [Fact]
    public void The_code_is_what_is_compiled_here()
    {
        var parts = House.Read("tests/Cambium.House.Tests/PreparingExample.cs").ReplaceLineEndings("\n").Split("        // PAGE\n");

        // Every second part stands between two marks.
        var compiled = parts.Where((_, place) => place % 2 == 1).Select(part => string.Join('\n', part.TrimEnd('\n').Split('\n').Select(line => line.Length > 8 ? line[8..] : "")));

        Assert.Equal(compiled, Blocks("csharp"));
    }

    [Fact]
    public void The_tables_are_what_the_code_makes() => Assert.Equal(PreparingExample.Run().Select(table => table.ToString().TrimEnd('\n')), Blocks("text"));

    static IEnumerable<string> Blocks(string language) =>
        Page.Split($"```{language}\n").Skip(1).Select(block => block[..block.IndexOf("\n```", StringComparison.Ordinal)]);
}

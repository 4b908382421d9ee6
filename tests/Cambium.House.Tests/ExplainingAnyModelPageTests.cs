using Cambium.Data;

namespace Cambium.House.Tests;

/// <summary>The examples of docs/explaining.md under "Any model": the code that is compiled here, and what it prints.</summary>
public sealed class ExplainingAnyModelPageTests
{
    static readonly string Section = SectionOf(House.Read("docs/explaining.md").ReplaceLineEndings("\n"));

    [Fact]
    public void The_code_is_what_is_compiled_here()
    {
        var parts = House.Read("tests/Cambium.House.Tests/ExplainingAnyModelExample.cs").ReplaceLineEndings("\n").Split("        // PAGE\n");

        // Every second part stands between two marks.
        var compiled = parts.Where((_, place) => place % 2 == 1).Select(part => string.Join('\n', part.TrimEnd('\n').Split('\n').Select(line => line.Length > 8 ? line[8..] : "")));

        Assert.Equal(compiled, Blocks("csharp"));
    }

    [Fact]
    public void The_reports_are_what_the_code_prints() =>
        Assert.Equal(ExplainingAnyModelExample.Run(Table.ReadCsv(Path.Combine(House.Root, "samples", "mortgages.csv"))).Select(text => text.TrimEnd('\n')), Blocks("text"));

    static string SectionOf(string page)
    {
        var start = page.IndexOf("## Any model\n", StringComparison.Ordinal);
        var end = page.IndexOf("\n## ", start, StringComparison.Ordinal);
        return end < 0 ? page[start..] : page[start..end];
    }

    static IEnumerable<string> Blocks(string language) =>
        Section.Split($"```{language}\n").Skip(1).Select(block => block[..block.IndexOf("\n```", StringComparison.Ordinal)]);
}

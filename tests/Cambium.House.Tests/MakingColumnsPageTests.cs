namespace Cambium.House.Tests;

/// <summary>Examples of docs/making-columns.md: the code that is compiled here, and what it prints.</summary>
public sealed class MakingColumnsPageTests
{
    static readonly string Page = House.Read("docs/making-columns.md").ReplaceLineEndings("\n");

    [Fact]
    public void The_code_is_what_is_compiled_here()
    {
        var parts = House.Read("tests/Cambium.House.Tests/MakingColumnsExample.cs").ReplaceLineEndings("\n").Split("        // PAGE\n");

        // Every second part stands between two marks.
        var compiled = parts.Where((_, place) => place % 2 == 1).Select(part => string.Join('\n', part.TrimEnd('\n').Split('\n').Select(line => line.Length > 8 ? line[8..] : "")));

        Assert.All(compiled, code => Assert.Contains($"```csharp\n{code}\n```\n", Page, StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_shown_is_what_the_code_makes() =>
        Assert.All(MakingColumnsExample.Run(), shown => Assert.True(
            Page.Contains($"```text\n{shown.TrimEnd('\n')}\n```\n", StringComparison.Ordinal) || Page.Contains($"```yaml\n{shown.TrimEnd('\n')}\n```\n", StringComparison.Ordinal), $"docs/making-columns.md lacks:\n{shown}"));
}

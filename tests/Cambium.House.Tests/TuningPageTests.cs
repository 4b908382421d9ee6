using Cambium.Data;

namespace Cambium.House.Tests;

/// <summary>The examples of docs/tuning.md: the code that is compiled here, and what it prints.</summary>
public sealed class TuningPageTests
{
    static readonly string Page = House.Read("docs/tuning.md").ReplaceLineEndings("\n");

    [Fact]
    public void The_code_is_what_is_compiled_here()
    {
        var parts = House.Read("tests/Cambium.House.Tests/TuningExample.cs").ReplaceLineEndings("\n").Split("        // PAGE\n");

        // Every second part stands between two marks.
        var compiled = parts.Where((_, place) => place % 2 == 1).Select(part => string.Join('\n', part.TrimEnd('\n').Split('\n').Select(line => line.Length > 8 ? line[8..] : "")));

        Assert.Equal(compiled, Blocks("csharp"));
    }

    [Fact]
    public void The_reports_are_what_the_code_prints()
    {
        var folder = Directory.CreateTempSubdirectory("cambium-tuning-").FullName;
        try
        {
            var printed = TuningExample.Run(Table.ReadCsv(Path.Combine(House.Root, "samples", "diabetes.csv")), folder).Select(text => text.TrimEnd('\n')).ToArray();

            Assert.Equal(printed[..3], Blocks("text"));
            Assert.Equal("15 progression", printed[3]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static IEnumerable<string> Blocks(string language) =>
        Page.Split($"```{language}\n").Skip(1).Select(block => block[..block.IndexOf("\n```", StringComparison.Ordinal)]);
}

namespace Cambium.House.Tests;

/// <summary>The examples of docs/calibration.md: the code that is compiled here, and what it gives.</summary>
public sealed class CalibrationPageTests
{
    static readonly string Page = House.Read("docs/calibration.md").ReplaceLineEndings("\n");

    [Fact]
    public void The_code_is_what_is_compiled_here()
    {
        var parts = House.Read("tests/Cambium.House.Tests/CalibrationExample.cs").ReplaceLineEndings("\n").Split("        // PAGE\n");

        // Every second part stands between two marks.
        var compiled = parts.Where((_, place) => place % 2 == 1).Select(part => string.Join('\n', part.TrimEnd('\n').Split('\n').Select(line => line.Length > 8 ? line[8..] : "")));

        Assert.Equal(compiled, Page.Split("```csharp\n").Skip(1).Select(block => block[..block.IndexOf("\n```", StringComparison.Ordinal)]));
    }

    [Fact]
    public void The_code_gives_what_the_page_says()
    {
        var example = CalibrationExample.Run(Path.Combine(House.Root, "samples"));

        Assert.True(example.Mended["ece"] < example.Sure["ece"], $"{example.Mended["ece"]} mended, {example.Sure["ece"]} before");
        Assert.Equal([true, true, true], example.Report.Findings.Take(3).Select(finding => finding.IsReached));
        Assert.True(example.Report.Findings[0]["recall"] >= 0.8);
        Assert.True(example.Report.Findings[1]["selected"] <= 0.1);
        Assert.InRange(example.Threshold, 0.02, 0.5); // 1/6 where probabilities are right
    }
}

using Cambium.Learn;
using Cambium.Tracking;

namespace Cambium.House.Tests;

/// <summary>The README's first code block: early, short, and true.</summary>
public sealed class ReadmeTests
{
    const string Fence = "```";

    static string[] Readme => House.Read("README.md").ReplaceLineEndings("\n").Split('\n');

    static int Start => Array.FindIndex(Readme, line => line.StartsWith(Fence, StringComparison.Ordinal));

    static string[] Block => [.. Readme.Skip(Start + 1).TakeWhile(line => !line.StartsWith(Fence, StringComparison.Ordinal))];

    [Fact]
    public void Code_comes_before_line_30_and_is_csharp()
    {
        Assert.InRange(Start, 1, 28);
        Assert.Equal("```csharp", Readme[Start]);
    }

    [Fact]
    public void The_example_has_at_most_15_lines() => Assert.InRange(Block.Length, 8, 15);

    [Fact]
    public void The_example_is_the_one_that_is_compiled_here()
    {
        var lines = House.Read("tests/Cambium.House.Tests/ReadmeExample.cs").ReplaceLineEndings("\n").Split('\n');
        var first = Array.FindIndex(lines, line => line.Trim() == "// README");

        var compiled = lines.Skip(first + 1).TakeWhile(line => line.Trim() != "// README").Select(line => line.Length > 8 ? line[8..] : "");

        Assert.Equal(compiled, Block);
    }

    [Fact]
    public void The_example_runs_on_the_sample_and_learns_something()
    {
        var here = Environment.CurrentDirectory;
        var folder = Directory.CreateTempSubdirectory("cambium-readme-").FullName;
        try
        {
            File.Copy(Path.Combine(House.Root, "samples", "mortgages.csv"), Path.Combine(folder, "mortgages.csv"));
            Environment.CurrentDirectory = folder;

            var (report, why) = ReadmeExample.Run();

            Assert.InRange(report["roc_auc"], 0.75, 1);
            Assert.Equal(13, why.Importances.Count);
            Assert.Equal("deny", Model.Load("mortgages.model").Target);
            using var tracker = Tracker.Open("./runs");
            Assert.Equal(RunStatus.Finished, Assert.Single(tracker.Runs(Assert.Single(tracker.Experiments()).Id)).Status);
        }
        finally
        {
            Environment.CurrentDirectory = here;
            Directory.Delete(folder, recursive: true);
        }
    }
}

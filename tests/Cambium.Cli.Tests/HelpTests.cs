using System.CommandLine;

namespace Cambium.Cli.Tests;

/// <summary>What --help says.</summary>
public sealed class HelpTests(Workshop workshop) : IClassFixture<Workshop>
{
    /// <summary>The words that call each command.</summary>
    public static TheoryData<string> Commands => [.. Leaves(Tool.Root()).Select(HelpPage.PathOf)];

    [Fact]
    public void There_are_forty_six_commands() => Assert.Equal(46, Commands.Count);

    [Theory]
    [InlineData("Usage: cambium data list [NAME] [options]\n", "data", "list")]
    [InlineData("Usage: cambium data push [NAME...] --to PLACE [options]\n", "data", "push")]
    public async Task What_may_be_left_out_stands_in_brackets(string usage, params string[] words) =>
        Assert.Contains(usage, (await workshop.RunAsync([.. words, "--help"])).Done().Out, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Help_fits_60_columns_and_shows_how_to_call_the_command(string path)
    {
        var help = (await workshop.RunAsync([("COLUMNS", "60")], [.. path.Split(' ').Skip(1), "--help"])).Done();

        var lines = help.Out.Split('\n');
        var examples = Array.FindIndex(lines, line => line.StartsWith("Example", StringComparison.Ordinal));
        Assert.Contains($"Usage: {path}", help.Out, StringComparison.Ordinal);
        Assert.Contains("--json", help.Out, StringComparison.Ordinal);
        Assert.StartsWith($"  {path}", lines[examples + 1], StringComparison.Ordinal);
        // Examples stay on one line, so that they can be copied.
        Assert.All(lines.Take(examples), line => Assert.InRange(line.Length, 0, 60));
        Assert.All(lines, line => Assert.Equal(line.TrimEnd(), line));
    }

    [Fact]
    public void Every_example_is_a_command_line_that_the_tool_understands()
    {
        var root = Tool.Root();

        Assert.All(Leaves(root).SelectMany(command => command.Examples), example =>
        {
            var words = root.Parse(example.Split('|', '<')[0]["cambium ".Length..].Replace('\'', '"'));
            Assert.Null(WordCheck.Problem(words));
        });
    }

    [Fact]
    public async Task Without_words_the_tool_shows_its_commands()
    {
        var help = (await workshop.RunAsync()).Done();

        Assert.Contains("quickstart", help.Out, StringComparison.Ordinal);
        Assert.Contains("Begin with:", help.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Version_is_one_line()
    {
        var version = (await workshop.RunAsync("--version")).Done();

        Assert.StartsWith("0.", Assert.Single(version.Out.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
    }

    static IEnumerable<ToolCommand> Leaves(Command command) =>
        command is ToolCommand leaf ? [leaf] : command.Subcommands.SelectMany(Leaves);
}

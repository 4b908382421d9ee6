using System.Text;
using System.Text.RegularExpressions;

namespace Cambium.Cli.Tests;

/// <summary>The commands of docs/datasets.md and what they print, save for times and folders.</summary>
public sealed partial class DatasetsPageTests(Workshop workshop) : IClassFixture<Workshop>
{
    [Fact]
    public async Task The_page_shows_what_the_commands_print()
    {
        var page = (await File.ReadAllTextAsync(Path.Combine(Workshop.RepositoryFolder(), "docs", "datasets.md"), TestContext.Current.CancellationToken)).ReplaceLineEndings("\n");
        var block = page.Split("```console\n")[1].Split("```\n")[0];
        var said = new StringBuilder();

        foreach (var command in block.Split('\n').Where(line => line.StartsWith("$ ", StringComparison.Ordinal)))
        {
            using var process = workshop.StartProgram("bash", [], "-c", $"cambium() {{ dotnet '{Path.Combine(AppContext.BaseDirectory, "cambium.dll")}' \"$@\"; }}\n{command[2..]}");
            var answer = (await Workshop.EndAsync(process)).Done();
            said.Append(command).Append('\n').Append(Steady(answer.Out));
        }

        Assert.Equal(Steady(block), said.ToString());
    }

    /// <summary>The text with the page's times and folder.</summary>
    string Steady(string text) => Moment().Replace(Seconds().Replace(text.Replace(workshop.Folder, "/srv/ann", StringComparison.Ordinal), "0.10 s"), "2026-11-23 09:00:00");

    [GeneratedRegex(@"\b\d+\.\d+ s\b", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    internal static partial Regex Seconds();

    [GeneratedRegex(@"\b\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\b", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    internal static partial Regex Moment();
}

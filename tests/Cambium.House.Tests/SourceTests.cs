using System.Text.RegularExpressions;

namespace Cambium.House.Tests;

/// <summary>What every source file keeps to.</summary>
public sealed partial class SourceTests
{
    /// <summary>Half as much again as the files of the style page: a kernel may be long, a file that does two things may not.</summary>
    const int MostLines = 450;

    static IEnumerable<(string Path, string Code)> Sources =>
        House.Files(".cs", "src", "tests", "bench").Select(path => (path, SourceText.CodeOnly(House.Read(path))));

    [Fact]
    public void The_house_sees_its_source_files() => Assert.True(Sources.Count() > 150);

    [Fact]
    public void A_file_holds_one_top_level_type()
    {
        // A generic type and the static class that makes it share a name and a file.
        var crowded = Sources
            .Where(source => source.Path.StartsWith("src/", StringComparison.Ordinal))
            .Select(source => (source.Path, Types: TopLevelType().Matches(source.Code).Select(match => match.Groups["name"].Value).Distinct().ToArray()))
            .Where(source => source.Types.Length > 1)
            .Select(source => $"{source.Path}: {string.Join(", ", source.Types)}");

        Assert.Empty(crowded);
    }

    [Fact]
    public void No_file_is_longer_than_a_reader_can_hold()
    {
        var lines = House.Files(".cs", "src").Concat(House.Files(".razor", "src")).Select(path => (path, Count: House.Read(path).Count(letter => letter == '\n'))).OrderByDescending(file => file.Count).ToArray();
        foreach (var (path, count) in lines.Where(file => file.Count > 300))
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"{count} lines: {path}");
        }

        Assert.DoesNotContain(lines, file => file.Count > MostLines);
    }

    [Fact]
    public void The_word_private_is_never_written_where_the_language_does_not_ask_for_it()
    {
        var found = Sources.Where(source => Private().IsMatch(source.Code)).Select(source => source.Path);

        Assert.Empty(found);
    }

    [Fact]
    public void Nothing_is_left_to_do()
    {
        // The words are put together here so that this file does not find itself.
        string[] marks = ["TO" + "DO", "FIX" + "ME", "HA" + "CK:", "XX" + "X ", "NotImplemented" + "Exception"];

        var found = House.Files(".cs", "src", "tests", "bench").Concat(House.Files(".razor", "src")).Concat(House.Files(".js", "src")).Concat(House.Files(".sh", "."))
            .Where(path => marks.Any(mark => House.Read(path).Contains(mark, StringComparison.Ordinal)));

        Assert.Empty(found);
    }

    [Fact]
    public void No_test_is_switched_off()
    {
        var found = Sources.Where(source => source.Path.StartsWith("tests/", StringComparison.Ordinal) && Skipped().IsMatch(source.Code)).Select(source => source.Path);

        Assert.Empty(found);
    }

    [Fact]
    public void Nothing_names_a_path_of_one_machine()
    {
        string[] marks = ["/wo" + "rk/", "/tmp/" + "w/", "/ho" + "me/", "/ro" + "ot/"];

        var found = new[] { ".cs", ".razor", ".md", ".sh", ".py", ".csproj", ".props", ".json" }.SelectMany(extension => House.Files(extension, "."))
            .Where(path => marks.Any(mark => House.Read(path).Contains(mark, StringComparison.Ordinal)));

        Assert.Empty(found);
    }

    [GeneratedRegex(@"^(?:(?:public|internal|static|sealed|abstract|readonly|partial|ref|unsafe|file) )*(?:record struct|record class|class|struct|interface|enum|record|delegate [\w<>?]+) (?<name>\w+)", RegexOptions.Multiline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    internal static partial Regex TopLevelType();

    [GeneratedRegex(@"\bprivate\b(?! (?:protected|set;|init;|static partial))", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    internal static partial Regex Private();

    [GeneratedRegex(@"\(\s*Skip\s*=|Explicit\s*=\s*true", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    internal static partial Regex Skipped();
}

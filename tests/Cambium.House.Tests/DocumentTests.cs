using System.Text.RegularExpressions;
using Cambium.Learn;

namespace Cambium.House.Tests;

/// <summary>What the pages beside the code keep to.</summary>
public sealed partial class DocumentTests
{
    [Fact]
    public void Every_relative_link_leads_somewhere()
    {
        var broken = House.Files(".md", ".").SelectMany(Links).Where(link => !Exists(link.Page, link.Target)).Select(link => $"{link.Page} -> {link.Target}");

        Assert.Empty(broken);
    }

    [Fact]
    public void The_readme_has_links_to_check() => Assert.True(Links("README.md").Count() > 3);

    [Fact]
    public void Every_learner_and_step_is_on_the_page_of_learners()
    {
        var page = House.Read("docs/learners.md");

        var absent = RecipeCatalog.Learners.Concat(RecipeCatalog.Steps.Where(step => step != "steps")).Where(kind => !page.Contains($"`{kind}`", StringComparison.Ordinal));

        Assert.Empty(absent);
    }

    [Fact]
    public void Every_learner_on_the_page_can_be_made()
    {
        var named = TableKind().Matches(House.Read("docs/learners.md")).Select(match => match.Groups["kind"].Value);

        Assert.All(named, kind => Assert.True(RecipeCatalog.Learners.Contains(kind) || RecipeCatalog.Steps.Contains(kind), $"docs/learners.md names '{kind}', which the catalog does not know."));
    }

    static IEnumerable<(string Page, string Target)> Links(string page) =>
        Link().Matches(WithoutCode(House.Read(page)))
            .Select(match => match.Groups["target"].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith('#') && !target.StartsWith("mailto:", StringComparison.Ordinal))
            .Select(target => (page, target.Split('#')[0]));

    static bool Exists(string page, string target)
    {
        var path = Path.GetFullPath(Path.Combine(House.Root, Path.GetDirectoryName(page)!, target));
        return File.Exists(path) || Directory.Exists(path);
    }

    static string WithoutCode(string page) => Code().Replace(page, "");

    [GeneratedRegex(@"\]\(<?(?<target>[^)\s>]+)>?\)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    internal static partial Regex Link();

    [GeneratedRegex(@"^```.*?^```|`[^`\n]*`", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    internal static partial Regex Code();

    [GeneratedRegex(@"^\| `(?<kind>[\w-]+)` \|", RegexOptions.Multiline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    internal static partial Regex TableKind();
}

using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Cambium.Server.Tests;

/// <summary>Markdown of strangers, as it gets onto a page.</summary>
public sealed partial class SafeMarkdownTests
{
    [Theory]
    [InlineData("# Card\n\nScores *loans*, `not` **cars**.", "<h3>Card</h3>\n<p>Scores <em>loans</em>, <code>not</code> <strong>cars</strong>.</p>\n")]
    [InlineData("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n")]
    [InlineData("[docs](https://example.com/a?b=c&d)", "<p><a href=\"https://example.com/a?b=c&amp;d\">docs</a></p>\n")]
    [InlineData("[run](/runs/1) [top](#top) [next](2) [q](?a=b:c) [other](//example.com/x)", "<p><a href=\"/runs/1\">run</a> <a href=\"#top\">top</a> <a href=\"2\">next</a> <a href=\"?a=b:c\">q</a> <a href=\"//example.com/x\">other</a></p>\n")]
    [InlineData("see https://example.com/x and <HTTPS://example.com>", "<p>see <a href=\"https://example.com/x\">https://example.com/x</a> and <a href=\"HTTPS://example.com\">HTTPS://example.com</a></p>\n")]
    [InlineData("| a | b |\n| --: | :-: |\n| 1 | 2 |", "<table>\n<thead>\n<tr>\n<th>a</th>\n<th>b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>1</td>\n<td>2</td>\n</tr>\n</tbody>\n</table>\n")]
    public void What_people_write_is_shown(string text, string html) => Assert.Equal(html, SafeMarkdown.ToHtml(text));

    [Theory]
    [InlineData("![plot](https://evil.example/p.png)", "<p><a href=\"https://evil.example/p.png\">plot</a></p>\n")]
    [InlineData("![](https://evil.example/p.png)", "<p><a href=\"https://evil.example/p.png\">https://evil.example/p.png</a></p>\n")]
    [InlineData("[![badge](https://evil.example/b.svg)](https://example.com)", "<p><a href=\"https://example.com\">badge</a></p>\n")]
    [InlineData("![x][r]\n\n[r]: https://evil.example/p.png", "<p><a href=\"https://evil.example/p.png\">x</a></p>\n")]
    [InlineData("![x](data:image/png;base64,AAAA)", "<p>x</p>\n")]
    public void A_picture_is_a_link_and_fetched_by_nobody(string text, string html) => Assert.Equal(html, SafeMarkdown.ToHtml(text));

    public static TheoryData<string> Hostile =>
    [
        "<script>alert(1)</script>",
        "text <script>alert(1)</script> text",
        "<img src=x onerror=alert(1)>",
        "<a href='javascript:alert(1)' onclick=alert(1)>x</a>",
        "<svg/onload=alert(1)>",
        "<!-- <script>alert(1)</script> -->",
        "<style>*{}</style>",
        "<iframe src=//evil.example></iframe>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x]( javascript:alert(1))",
        "[x](<java\tscript:alert(1)>)",
        "[x](java&#10;script:alert(1))",
        "[x](java&Tab;script:alert(1))",
        "[x](&#1;javascript:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](javascript&colon;alert(1))",
        "[x](java\\script:alert(1))",
        "[x](data:text/html,<script>alert(1)</script>)",
        "[x](vbscript:alert(1))",
        "[x](file:///etc/passwd)",
        "[x][r]\n\n[r]: javascript:alert(1)",
        "[x]\n\n[x]: <data:text/html,x> \"t\"",
        "<javascript:alert(1)>",
        "<data:text/html,x>",
        "<ann@example.com>",
        "mailto:ann@example.com",
        "![x](javascript:alert(1))",
        "![x\" onerror=\"alert(1)](https://e.example/)",
        "[x](https://e.example/\"onclick=\"alert(1))",
        "[x](https://e.example/ \"t\\\" onclick=alert(1) x=\\\"\")",
        "[x](https://e.example/ '\" onclick=alert(1)')",
        "``` \"><script>alert(1)</script>\nx\n```",
        "```html onload=alert(1)\n<script>alert(1)</script>\n```",
        "`<script>alert(1)</script>`",
        "| <script>alert(1)</script> |\n| --- |\n| [x](javascript:alert(1)) |",
        "# [x](javascript:alert(1)) {#id onclick=alert(1)}",
        "[x](https://e.example/){onclick=alert(1)}",
        "www.e.example/\"onmouseover=\"alert(1)",
    ];

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Nothing_that_runs_or_leads_elsewhere_gets_through(string text) => AssertHarmless(SafeMarkdown.ToHtml(text)!);

    [Fact]
    public void Hostile_pieces_put_together_at_random_are_harmless_too()
    {
        var random = new Random(20261122);
        string[] pieces =
        [
            .. Hostile.Select(row => row.Data), "[", "](", ")", "<", ">", "\"", "'", "javascript:", "data:", "![", "*", "`", "\n", "\n\n", "|", "&#", "\\", "\u0001", "\u00A0", "on", "=",
        ];
        for (var i = 0; i < 3000; i++)
        {
            if (SafeMarkdown.ToHtml(string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => pieces[random.Next(pieces.Length)]))) is { } html)
            {
                AssertHarmless(html);
            }
        }
    }

    [Theory]
    [InlineData("[")]
    [InlineData("](")]
    [InlineData("![")]
    [InlineData("*a ")]
    [InlineData("**_")]
    [InlineData("`")]
    [InlineData("> ")]
    [InlineData("- ")]
    [InlineData("| a ")]
    [InlineData("|\n")]
    [InlineData("<")]
    [InlineData("&")]
    [InlineData("a\n-\n")]
    [InlineData("[a]: b\n")]
    [InlineData("http://a ")]
    public void Text_that_is_built_to_take_long_does_not(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, SafeMarkdown.MostCharacters / piece.Length));
        var watch = Stopwatch.StartNew();

        _ = SafeMarkdown.ToHtml(text);

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"It took {watch.Elapsed}.");
    }

    [Fact]
    public void What_is_too_long_or_too_deep_is_shown_as_it_is()
    {
        Assert.Null(SafeMarkdown.ToHtml(new string('a', SafeMarkdown.MostCharacters + 1)));
        Assert.Null(SafeMarkdown.ToHtml(string.Concat(Enumerable.Repeat("> ", 5000)) + "x"));
    }

    public static TheoryData<string> Amplified =>
    [
        // A wide header over many rows.
        $"{Repeat("a|", 4000)}\n{Repeat("-|", 4000)}\n{Repeat("x|y\n", 8000)}",
        $"{Repeat("a|", 4000)}\r{Repeat("-|", 4000)}\r{Repeat("x|y\r", 8000)}",

        // The same in a quote, in a list, and with many tables.
        $"> {Repeat("a|", 4000)}\n> {Repeat("-|", 4000)}\n{Repeat("> x|y\n", 6000)}",
        $"- {Repeat("a|", 4000)}\n  {Repeat("-|", 4000)}\n{Repeat("  x|y\n", 6000)}",
        Repeat($"{Repeat("a|", 500)}\n{Repeat("-|", 500)}\n{Repeat("x|y\n", 500)}\n", 16),

        // Rows that go over several lines.
        $"{Repeat("[a|\nb](c)|", 3000)}\n{Repeat("-|", 3000)}\n{Repeat("x|y\n", 6000)}",
        $"{Repeat("[a\nb](c)|", 3000)}\n{Repeat("-|", 3000)}\n{Repeat("x|y\n", 6000)}",
        $"{Repeat("a\nb|", 3000)}\n-|-\n{Repeat("x|y\n", 6000)}",
        $"{Repeat("`a|\nb`|", 3000)}\n-|-\n{Repeat("x|y\n", 6000)}",
        $"a|b\n-|-\n*{Repeat("a\n|", 6000)}*\n{Repeat("x|y\n", 6000)}",
        $"a|b\n-|-\n[{Repeat("a\n|", 6000)}](c)\n{Repeat("x|y\n", 6000)}",
        $"a|b\n-|-\n{Repeat("<a\n|b>|", 4000)}\n{Repeat("x|y\n", 6000)}",

        // A definition that is used often.
        $"[a]: /x \"{new string('y', 30_000)}\"\n\n{Repeat("[a] ", 8000)}",
        $"[a]: /{new string('y', 30_000)}\n\n{Repeat("![a] ", 7000)}",
        $"[a]: </{new string('é', 30_000)}> '{new string('"', 900)}'\n\n{Repeat("[a][] ", 5000)}",
    ];

    [Theory]
    [MemberData(nameof(Amplified))]
    public void Text_that_would_make_many_times_its_length_is_shown_as_it_is_or_short(string text)
    {
        Assert.True(text.Length <= SafeMarkdown.MostCharacters);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var html = SafeMarkdown.ToHtml(text);

        Assert.True(html is null || html.Length <= 1024 * 1024, $"{html?.Length} characters of HTML.");
        var taken = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(taken < 200L * 1024 * 1024, $"{taken} bytes.");
    }

    [Fact]
    public void Table_of_a_thousand_rows_is_a_table() =>
        Assert.Equal(1001, Regex.Count(SafeMarkdown.ToHtml($"a|b|c\n-|-|-\n{Repeat("1|2|3\n", 1000)}")!, "<tr>", RegexOptions.None, TimeSpan.FromSeconds(5)));

    static string Repeat(string piece, int times) => string.Concat(Enumerable.Repeat(piece, times));

    /// <summary>Only tags that show text, only the attributes href, title and class, and links over HTTP or within the server.</summary>
    static void AssertHarmless(string html)
    {
        foreach (Match tag in Tag().Matches(html))
        {
            Assert.Contains(tag.Groups["name"].Value, "a p h1 h2 h3 h4 h5 h6 em strong code pre ul ol li blockquote table thead tbody tr th td br hr".Split(' '));
            var attributes = tag.Groups["attributes"].Value;
            var known = Attribute().Matches(attributes);
            Assert.Equal(attributes.Trim(), string.Join(' ', known.Select(one => one.Value.Trim())));
            Assert.All(known.Where(one => one.Groups["name"].Value == "href"), one => Assert.True(
                SafeMarkdown.IsAllowed(System.Net.WebUtility.HtmlDecode(one.Groups["value"].Value)), $"{one.Value} in {html}"));
        }

        Assert.DoesNotContain('<', Tag().Replace(html, ""));
    }

    [GeneratedRegex("</?(?<name>[a-z0-9]+)(?<attributes>( [^<>]*?)?) ?/?>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    internal static partial Regex Tag();

    [GeneratedRegex(" ?(?<name>href|title|class|start)=\"(?<value>[^\"]*)\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    internal static partial Regex Attribute();
}

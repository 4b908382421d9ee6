using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Renderers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Cambium.Server;

/// <summary>
/// Markdown that strangers wrote, as HTML that does nothing but show it: HTML in it is shown as text, links lead over HTTP or within this server, pictures
/// become links, since a picture would tell its host who looks at the page.
/// </summary>
static class SafeMarkdown
{
    /// <summary>Longer text is shown as it is.</summary>
    internal const int MostCharacters = 64 * 1024;

    /// <summary>Longer HTML is not made: a title of a link's definition comes with every link to it.</summary>
    const int MostHtml = 1024 * 1024;

    /// <summary>Larger tables are not made: the parser gives each row as many cells as the widest has, so that they grow with the square of the text.</summary>
    const int MostCells = 20_000;

    /// <summary>The page has the first two levels of headings for itself.</summary>
    const int HeadingsBelow = 2;

    const int LowestHeading = 6;

    static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().UseAutoLinks().Build();

    /// <summary>The HTML of a text; null where it is too long or too deep to be read as Markdown, or would take too much of it.</summary>
    internal static string? ToHtml(string text)
    {
        if (text.Length > MostCharacters || MayBeLargeTable(text))
        {
            return null;
        }

        try
        {
            var document = Markdown.Parse(text, Pipeline);
            foreach (var part in document.Descendants().ToList())
            {
                MakeSafe(part);
            }

            using var html = new BoundedWriter(MostHtml);
            var renderer = new HtmlRenderer(html);
            Pipeline.Setup(renderer);
            renderer.Render(document);
            return html.ToString();
        }
        catch (ArgumentException)
        {
            // Nested deeper than the parser goes.
            return null;
        }
        catch (IOException)
        {
            // More HTML than is made.
            return null;
        }
    }

    /// <summary>Whether a link may lead to an address: over HTTP, or relative. Browsers leave control characters out when they look for a scheme, so none may be there.</summary>
    internal static bool IsAllowed(string? url)
    {
        if (url is null || url.Any(char.IsControl))
        {
            return false;
        }

        var trimmed = url.Trim();
        var end = trimmed.AsSpan().IndexOfAny(":/?#");
        return end < 0 || trimmed[end] != ':' || trimmed[..end].ToUpperInvariant() is "HTTP" or "HTTPS";
    }

    /// <summary>Whether tables of the text could have too many cells, wherever in it they begin and end.</summary>
    static bool MayBeLargeTable(string text)
    {
        var (lines, widest) = (0, 0);
        foreach (var range in text.AsSpan().SplitAny('\n', '\r'))
        {
            var line = text.AsSpan(range);
            lines += line.IsEmpty ? 0 : 1;
            widest = Math.Max(widest, line.Count('|'));
        }

        return (long)lines * (widest + 1) > MostCells && widest > 0;
    }

    static void MakeSafe(MarkdownObject part)
    {
        switch (part)
        {
            case HeadingBlock heading:
                heading.Level = Math.Min(heading.Level + HeadingsBelow, LowestHeading);
                break;
            case Table table:
                // Alignment would be an inline style, which the page's policy forbids.
                table.ColumnDefinitions.ForEach(column => column.Alignment = null);
                break;
            case AutolinkInline link when link.IsEmail || !IsAllowed(link.Url):
                link.ReplaceBy(new LiteralInline(link.Url));
                break;
            case LinkInline link:
                MakeSafe(link);
                break;
            default:
                break;
        }
    }

    static void MakeSafe(LinkInline link)
    {
        if (link.FirstChild is null)
        {
            link.AppendChild(new LiteralInline(link.Url ?? ""));
        }

        if (!IsAllowed(link.Url) || (link.IsImage && IsWithinLink(link)))
        {
            link.ReplaceBy(new ContainerInline());
            return;
        }

        link.IsImage = false;
    }

    static bool IsWithinLink(LinkInline image)
    {
        for (var around = image.Parent; around is not null; around = around.Parent)
        {
            if (around is LinkInline)
            {
                return true;
            }
        }

        return false;
    }
}

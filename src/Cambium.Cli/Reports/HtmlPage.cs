using System.Net;

namespace Cambium.Cli;

/// <summary>A page that needs nothing but itself: no script, no other file, light and dark, and it prints.</summary>
static class HtmlPage
{
    const string Style = """
        :root { color-scheme: light dark; --ink: light-dark(#1d2420, #e6ebe7); --dim: light-dark(#59635d, #9aa69f); --line: light-dark(#d9dfdb, #38413c);
          --bar: light-dark(#2f7d5b, #58b98c); --paper: light-dark(#ffffff, #161b18); --warn: light-dark(#8a5a00, #e0b050); }
        * { box-sizing: border-box; }
        body { margin: 0 auto; max-width: 72rem; padding: 1.5rem 1rem 4rem; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
        h3 { font-size: 1rem; margin: 1.5rem 0 .25rem; } .pair { display: flex; flex-wrap: wrap; gap: 1rem 2rem; margin: 1rem 0; } figure { margin: 0; } figcaption { font-weight: 600; }
        h1 { font-size: 1.6rem; margin: 0 0 .25rem; overflow-wrap: anywhere; } h2 { font-size: 1.15rem; margin: 2.25rem 0 .5rem; }
        p { margin: .25rem 0; max-width: 48rem; } .dim { color: var(--dim); }
        .figures { display: flex; flex-wrap: wrap; gap: .5rem 2rem; margin: 1rem 0; padding: 0; list-style: none; } .figures b { display: block; font-size: 1.3rem; }
        .findings { padding-left: 1.2rem; max-width: 56rem; } .findings li { margin: .35rem 0; } .findings li::marker { color: var(--warn); }
        .wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; } caption { text-align: left; color: var(--dim); padding: .25rem 0; max-width: calc(100vw - 2rem); }
        th, td { padding: .4rem .7rem .4rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
        th { font-weight: 600; } thead th { color: var(--dim); font-weight: 500; white-space: nowrap; } .n { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
        tbody th { overflow-wrap: anywhere; min-width: 8rem; } svg { display: block; margin-right: 1rem; } svg rect { fill: var(--bar); }
        .heat td, .heat th { padding: .15rem .3rem; border: 0; font-size: .8rem; text-align: right; white-space: nowrap; } .heat tbody th { text-align: right; }
        @media print { body { max-width: none; } h2 { break-after: avoid; } tr { break-inside: avoid; } }
        """;

    /// <summary>The page.</summary>
    /// <param name="title">The title, as text.</param>
    /// <param name="body">What stands in it, as HTML.</param>
    /// <param name="style">Rules for what only this page has.</param>
    internal static string Of(string title, string body, string style = "") => $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>{Text(title)}</title>
        <style>{Style}{style}</style>
        </head>
        <body>
        {body}
        </body>
        </html>

        """;

    /// <summary>Text as HTML shows it.</summary>
    internal static string Text(string text) => WebUtility.HtmlEncode(text);

    /// <summary>A name of a column as HTML shows it, which may be broken after each underscore.</summary>
    internal static string Name(string name) => Text(name).Replace("_", "_<wbr>", StringComparison.Ordinal);

    /// <summary>A table whose first cell of each row is its heading, in a box that scrolls where it is too wide.</summary>
    /// <param name="caption">What it shows, as text.</param>
    /// <param name="headings">Text and whether figures stand below it.</param>
    /// <param name="rows">Cells as HTML.</param>
    internal static string Table(string caption, (string Text, bool IsFigure)[] headings, IEnumerable<string[]> rows)
    {
        var head = string.Concat(headings.Select(heading => $"<th scope=\"col\"{(heading.IsFigure ? " class=\"n\"" : "")}>{Text(heading.Text)}</th>"));
        var body = string.Concat(rows.Select(cells => $"<tr>{string.Concat(cells.Select(Cell))}</tr>\n"));
        return $"<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"{Text(caption)}\"><table><caption>{Text(caption)}</caption><thead><tr>{head}</tr></thead><tbody>\n{body}</tbody></table></div>\n";

        string Cell(string cell, int at) => at == 0 ? $"<th scope=\"row\">{cell}</th>" : $"<td{(headings[at].IsFigure ? " class=\"n\"" : "")}>{cell}</td>";
    }
}

using Spectre.Console;

namespace Cambium.Cli;

/// <summary>The one look of every table that the tool prints: a line under the headings, no frame, no colour in the figures.</summary>
static class Plain
{
    /// <summary>An empty table.</summary>
    internal static Table Table() => new Table().Border(TableBorder.Simple).BorderStyle(new Style(decoration: Decoration.Dim));

    /// <summary>A column of words.</summary>
    internal static TableColumn Left(string heading) => Column(heading).LeftAligned();

    /// <summary>A column of words that are never broken over lines.</summary>
    internal static TableColumn LeftUnbroken(string heading) => Left(heading).NoWrap();

    /// <summary>A column of figures.</summary>
    internal static TableColumn Right(string heading) => Column(heading).RightAligned().NoWrap();

    /// <summary>Adds a row of text, shown as it is.</summary>
    internal static void AddRow(Table table, params IEnumerable<string> cells) => table.AddRow(cells.Select(cell => new Text(cell)));

    /// <summary>A text of at most so many characters.</summary>
    internal static string Cut(string text, int length) => text.Length <= length ? text : $"{text.AsSpan(0, length - 1)}…";

    /// <summary>A text without control characters: a value may hold what moves a terminal's cursor.</summary>
    internal static string Clean(string text) => string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter));

    static TableColumn Column(string heading) => new TableColumn(new Text(heading, new Style(decoration: Decoration.Dim))).PadLeft(0).PadRight(1);
}

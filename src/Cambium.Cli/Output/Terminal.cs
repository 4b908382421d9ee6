using System.Text;
using System.Text.Json;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Cambium.Cli;

/// <summary>
/// Where a command writes. People read text on standard output, with colours and moving bars only where a terminal can show them; with --json a
/// program reads one document there and nothing else.
/// </summary>
sealed class Terminal
{
    const int WidthWithoutTerminal = 100;
    const int LeastWidth = 40;

    Terminal(IAnsiConsole text, bool isJson, bool isLive)
    {
        Text = text;
        IsJson = isJson;
        IsLive = isLive;
    }

    /// <summary>Text for people; goes nowhere with --json.</summary>
    internal IAnsiConsole Text { get; }

    /// <summary>Whether a program reads.</summary>
    internal bool IsJson { get; }

    /// <summary>Whether lines can be redrawn, so that progress bars make sense.</summary>
    internal bool IsLive { get; }

    /// <summary>Columns of text.</summary>
    internal int Width => Text.Profile.Width;

    /// <summary>Looks at the process's output and environment.</summary>
    internal static Terminal Open(bool json)
    {
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var isTerminal = !Console.IsOutputRedirected;
        var isPlain = !isTerminal || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) || Environment.GetEnvironmentVariable("TERM") is null or "" or "dumb";
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isPlain ? AnsiSupport.No : AnsiSupport.Yes,
            ColorSystem = isPlain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = isPlain ? InteractionSupport.No : InteractionSupport.Yes,
            Out = new AnsiConsoleOutput(json ? TextWriter.Null : isPlain ? new TrimmingWriter(Console.Out) : Console.Out),
            // Build servers are told from terminals by what the process sees, not by who runs it.
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        console.Profile.Width = WidthOf(isTerminal);
        console.Profile.Capabilities.Unicode = true;
        return new Terminal(console, json, !isPlain && !json);
    }

    /// <summary>Writes the one document of --json; does nothing without it.</summary>
    internal void Document(object document)
    {
        if (IsJson)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(document, MachineJson.Options));
        }
    }

    /// <summary>Writes a line of markup; what is interpolated is shown as it is.</summary>
    internal void Line(FormattableString markup) => Text.MarkupLineInterpolated(markup);

    /// <summary>Writes a table, a chart or the like.</summary>
    internal void Show(IRenderable picture) => Text.Write(picture);

    /// <summary>Writes a paragraph of markup whose lines all begin at the same place.</summary>
    internal void Paragraph(int indent, FormattableString markup) => Show(indent, Markup.FromInterpolated(markup));

    /// <summary>Writes a table, a chart or the like, set in from the left.</summary>
    internal void Show(int indent, IRenderable picture) => Text.Write(new Padder(picture, new Padding(indent, 0, 0, 0)));

    /// <summary>Writes an empty line.</summary>
    internal void Line() => Text.WriteLine();

    /// <summary>Writes a line that must stay one line, however long, so that it can be copied.</summary>
    internal void Unwrapped(string line)
    {
        if (!IsJson)
        {
            Console.Out.WriteLine(line);
        }
    }

    static int WidthOf(bool isTerminal)
    {
        if (int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), out var columns) && columns > 0)
        {
            return Math.Max(columns, LeastWidth);
        }

        // A terminal that does not know its size says 0.
        var width = isTerminal ? Console.WindowWidth : 0;
        return width > 0 ? Math.Max(width, LeastWidth) : WidthWithoutTerminal;
    }
}

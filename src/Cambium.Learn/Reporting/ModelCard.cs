using System.Globalization;
using System.Text;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A model card in Markdown: the usual sections, made from a <see cref="ModelReport"/>, with places where a person writes.</summary>
/// <remarks>Source: M. Mitchell et al., "Model Cards for Model Reporting", 2019, section 4.</remarks>
public static class ModelCard
{
    const string Unwritten = "*Not written yet.*";
    const string Use = "Intended use";
    const string Ethics = "Ethical considerations";
    const string Notes = "Notes";
    const int DriversShown = 10;

    /// <summary>The sections that are made anew each time.</summary>
    static readonly string[] Made = ["Model details", "Factors", "Metrics", "Evaluation data", "Training data", "Quantitative analyses", "Caveats and recommendations"];

    /// <summary>The card. What people wrote in an earlier card stays: the intended use, the ethical considerations, and every section that is not one of the usual ones.</summary>
    /// <param name="report">What is known of the model.</param>
    /// <param name="earlier">The card that it replaces, or any text; null: none. Text without sections becomes the notes.</param>
    public static string Of(ModelReport report, string? earlier = null)
    {
        ArgumentNullException.ThrowIfNull(report);
        var written = Sections(earlier ?? "");
        var card = new StringBuilder();
        card.Append(CultureInfo.InvariantCulture, $"# {Text(report.Name)}\n\n{Paragraph(report.Summary)}");
        Section(card, "Model details", Details(report));
        Section(card, Use, Written(written, Use, report.Purpose.Length > 0 ? $"{Text(report.Purpose)}\n" : $"{Unwritten} Who is meant to use it, for which decisions, and what must it not be used for?\n"));
        Section(card, "Factors", Factors(report));
        Section(card, "Metrics", List(report.QualityWords));
        Section(card, "Evaluation data", DataOf(report));
        Section(card, "Training data", Training(report));
        Section(card, "Quantitative analyses", Figures(report));
        Section(card, Ethics, Written(written, Ethics, $"{Unwritten} Whom can a wrong answer harm, what was done about it, and who answers for it?\n"));
        Section(card, "Caveats and recommendations", List(report.Limits));
        foreach (var (heading, text) in written.Where(section => section.Key is not (Use or Ethics) && !Made.Contains(section.Key)))
        {
            Section(card, heading, text);
        }

        return card.ToString();
    }

    static string Details(ModelReport report)
    {
        var lines = new List<string> { $"- Predicts: {Text(report.Target)}", $"- Kind: {Text(report.Kind)}" };
        lines.AddRange(report.Origin.Select(pair => $"- {Text(pair.Key)}: {Text(pair.Value)}"));
        return string.Concat(lines.Select(line => $"{line}\n")) + $"\n{ReportNumbers.Count(report.Input.Fields.Count, "column")} {(report.Input.Fields.Count == 1 ? "is" : "are")} read: {string.Join(", ", report.Input.Fields.Select(field => Text(field.Name)))}.\n";
    }

    static string Factors(ModelReport report) => report.GroupWords.Count > 0
        ? List(report.GroupWords)
        : "No groups were compared. Name columns of groups (sex, age, region) when the report is made, to see whether the model is worse for some.\n";

    static string DataOf(ModelReport report)
    {
        var missing = report.Data.Columns.Where(column => column.Missing > 0).OrderByDescending(column => column.Missing).Take(DriversShown).ToArray();
        return $"{ReportNumbers.Count(report.Data.Rows, "row")} that it was judged on. "
            + (missing.Length == 0 ? "No value is missing.\n" : $"Missing values: {string.Join(", ", missing.Select(column => $"{Text(column.Name)} {ReportNumbers.Of100((double)column.Missing / report.Data.Rows)} %"))}.\n");
    }

    static string Training(ModelReport report) => report.Origin.FirstOrDefault(pair => pair.Key == "data") is { Value: { Length: > 0 } data }
        ? $"{Text(data)}\n"
        : $"{Unwritten} Which rows did it learn from?\n";

    static string Figures(ModelReport report)
    {
        var text = new StringBuilder("| figure | value | 95 % interval |\n| --- | ---: | ---: |\n");
        foreach (var score in report.Quality.Scores)
        {
            var interval = score.Interval is { } range ? $"{ReportNumbers.Of(range.Low)} to {ReportNumbers.Of(range.High)}" : "";
            text.Append(CultureInfo.InvariantCulture, $"| {Text(score.Name)} | {ReportNumbers.Of(score.Value)} | {interval} |\n");
        }

        text.Append('\n').Append(List([.. report.FailureWords, .. report.DriverWords]));
        return text.ToString();
    }

    /// <summary>What a person wrote under a heading, or the text to begin with.</summary>
    static string Written(Dictionary<string, string> sections, string heading, string otherwise) =>
        sections.TryGetValue(heading, out var text) && !text.TrimStart().StartsWith(Unwritten, StringComparison.Ordinal) && text.Trim().Length > 0 ? text : otherwise;

    /// <summary>The sections of a card by heading, in order; of text that is no card, one of notes.</summary>
    static Dictionary<string, string> Sections(string card)
    {
        var sections = new Dictionary<string, string>(StringComparer.Ordinal);
        string? heading = null;
        var isFenced = false;
        foreach (var line in card.ReplaceLineEndings("\n").Split('\n'))
        {
            isFenced ^= line.StartsWith("```", StringComparison.Ordinal);
            if (!isFenced && line.StartsWith("## ", StringComparison.Ordinal))
            {
                heading = line[3..].Trim();
                sections.TryAdd(heading, "");
            }
            else if (heading is not null)
            {
                sections[heading] += $"{line}\n";
            }
        }

        return sections.Count > 0 || card.Trim().Length == 0 ? sections : new Dictionary<string, string>(StringComparer.Ordinal) { [Notes] = $"{card.Trim()}\n" };
    }

    static void Section(StringBuilder card, string heading, string text) => card.Append(CultureInfo.InvariantCulture, $"\n## {heading}\n\n{text.Trim('\n')}\n");

    static string Paragraph(EquatableArray<string> sentences) => $"{string.Join(' ', sentences.Select(Text))}\n";

    static string List(IEnumerable<string> sentences) => string.Concat(sentences.Select(sentence => $"- {Text(sentence)}\n"));

    /// <summary>Text that Markdown shows as it is: what marks emphasis, links, tables and HTML is escaped, and lines are joined.</summary>
    static string Text(string text)
    {
        var safe = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            var letter = char.IsControl(text[i]) ? ' ' : text[i];
            var isInWord = i > 0 && i < text.Length - 1 && char.IsLetterOrDigit(text[i - 1]) && char.IsLetterOrDigit(text[i + 1]);
            if (letter is '\\' or '`' or '*' or '[' or ']' or '<' or '>' or '|' or '#' or '&' || (letter == '_' && !isInWord))
            {
                safe.Append('\\');
            }

            safe.Append(letter);
        }

        return safe.ToString();
    }
}

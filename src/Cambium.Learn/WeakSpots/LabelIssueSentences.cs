namespace Cambium.Learn;

/// <summary>Labels that are probably wrong, in words.</summary>
static class LabelIssueSentences
{
    internal static IEnumerable<string> Of(LabelIssueReport report)
    {
        if (!report.IsOfClasses)
        {
            yield return report.Found == 0
                ? $"No value of '{report.Target}' lies extremely far from what models answer that did not learn from its row."
                : $"{Rows(report)} a value of '{report.Target}' extremely far from what models answer that did not learn from the row, beside rows with answers as large. It may be wrong, or the row is like no other: look at them.";
            yield break;
        }

        yield return report.Found == 0
            ? $"No label of '{report.Target}' is contradicted by models that did not learn from its row."
            : $"{Rows(report)} a label of '{report.Target}' that models which did not learn from the row contradict.";
        yield return $"About {ReportNumbers.Count((long)Math.Round(report.Expected))} of {ReportNumbers.Count(report.Rows, "label")} are estimated to be wrong ({ReportNumbers.Of100(report.Expected / report.Rows)} of 100).";
        if (MostTaken(report) is { } pair && pair.Rows >= 1)
        {
            yield return $"Most often '{pair.Label}' is written where '{pair.Truth}' is probably true: about {ReportNumbers.Count((long)Math.Round(pair.Rows), "row")}.";
        }

        yield return "Where the classes overlap, or chance decides between them, rows that went the less likely way count as wrong: look at the rows before changing any label.";
    }

    static string Rows(LabelIssueReport report) => $"{ReportNumbers.Count(report.Found)} of {ReportNumbers.Count(report.Rows, "row")} {(report.Found == 1 ? "has" : "have")}";

    /// <summary>The pair of classes that is confused most, and in about how many rows.</summary>
    static (string Label, string Truth, double Rows)? MostTaken(LabelIssueReport report)
    {
        var k = report.Classes.Count;
        if (k < 2 || report.Joint.Count != k * k)
        {
            return null;
        }

        var most = Enumerable.Range(0, k * k).Where(place => place / k != place % k).MaxBy(place => report.Joint[place]);
        return (report.Classes[most / k].Class, report.Classes[most % k].Class, report.Joint[most] * report.Rows);
    }
}

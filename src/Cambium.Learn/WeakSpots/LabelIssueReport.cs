using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Which labels of a table are probably wrong, and how often classes are taken for each other.</summary>
/// <param name="Target">The column of labels.</param>
/// <param name="Rows">The rows looked at; those that no fold tested are not.</param>
/// <param name="Found">How many of them are issues.</param>
/// <param name="Expected">How many labels are estimated to be wrong, whether or not their rows can be told; NaN for numbers, of which nothing is estimated.</param>
/// <param name="Classes">Each class with its noise; none for numbers.</param>
/// <param name="Joint">The estimated share of rows with each label and true class, k × k, row-major, a row a label; adds up to 1. Empty for numbers.</param>
/// <param name="Issues">The issues, the surest first, as many as were asked for.</param>
public sealed record LabelIssueReport(
    string Target, int Rows, int Found, double Expected, EquatableArray<LabelNoise> Classes, EquatableArray<double> Joint, EquatableArray<LabelIssue> Issues)
{
    const int IssuesShown = 10;

    /// <summary>Whether the labels are classes rather than numbers.</summary>
    public bool IsOfClasses => Classes.Count > 0;

    /// <summary>What was found, in plain words.</summary>
    public EquatableArray<string> Sentences => LabelIssueSentences.Of(this).ToEquatableArray();

    /// <summary>The sentences, the classes that are taken for each other, and the ten surest rows, counted from 1.</summary>
    public override string ToString() =>
        string.Concat(Sentences.Select(sentence => sentence + "\n")) +
        (!IsOfClasses ? "" : TextTable.Of([
            ["label \\ truth", .. Classes.Select(own => own.Class), "wrong"],
            .. Classes.Select((own, place) => (string[])[own.Class, .. Joint.Skip(place * Classes.Count).Take(Classes.Count).Select(TextTable.Number), TextTable.Number(own.Wrong)]),
        ])) +
        (Issues.Count == 0 ? "" : TextTable.Of([
            ["row", "label", "suggested", "doubt"],
            .. Issues.Take(IssuesShown).Select(issue => (string[])[$"{issue.Row + 1}", issue.Given, issue.Suggested, TextTable.Number(issue.Doubt)]),
        ]));
}

namespace Cambium.Cli;

/// <summary>What a word of a text did to the answer to one row, by being there or by missing.</summary>
/// <param name="Column">The column of texts.</param>
/// <param name="Word">The word, or the run of words or letters.</param>
/// <param name="Change">What was added.</param>
sealed record MovingWord(string Column, string Word, double Change)
{
    const int MostTold = 12;
    const int LongestWord = 40;

    /// <summary>The words that moved the answer to a row, those that moved it most first.</summary>
    internal static IReadOnlyList<MovingWord> Of(ExplainedRows row)
    {
        var features = row.Values.Features;
        var values = row.Values.FeatureValues.Span.Slice((row.Output ?? 0) * features.Count, features.Count);
        var words = new List<MovingWord>();
        for (var i = 0; i < features.Count; i++)
        {
            if (values[i] != 0 && features[i].Sources is [var column] && features[i].Name != column && WordOf(features[i].Name) is { } word)
            {
                words.Add(new MovingWord(column, word, values[i]));
            }
        }

        return [.. words.OrderByDescending(word => Math.Abs(word.Change)).ThenBy(word => word.Word, StringComparer.Ordinal)];
    }

    /// <summary>The words of each column of texts in a sentence.</summary>
    internal static IEnumerable<string> Sentences(ExplainedRows row)
    {
        foreach (var words in Of(row).GroupBy(word => word.Column))
        {
            var told = string.Join(", ", words.Take(MostTold).Select(word => $"'{Plain.Cut(Plain.Clean(word.Word), LongestWord)}' {Figure.Signed(word.Change)}"));
            var rest = words.Count() - MostTold;
            yield return $"Words of {words.Key}, there or missing: {told}{(rest > 0 ? $", and {Figure.Count(rest, "word")} that count{(rest == 1 ? "s" : "")} less" : "")}.";
        }
    }

    /// <summary>The word within "note[refund]"; null where the name is of no such kind.</summary>
    static string? WordOf(string feature) => feature.IndexOf('[', StringComparison.Ordinal) is > 0 and var start && feature[^1] == ']' ? feature[(start + 1)..^1] : null;
}

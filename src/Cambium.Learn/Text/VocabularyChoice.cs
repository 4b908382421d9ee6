using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Which of the runs that come in texts become features.</summary>
/// <param name="MinRows">Fewest texts that a run comes in.</param>
/// <param name="MinShare">Least share of the texts that it comes in.</param>
/// <param name="MaxShare">Most share of the texts that it comes in.</param>
/// <param name="MaxFeatures">Most features; null: all.</param>
sealed record VocabularyChoice(int MinRows, double MinShare, double MaxShare, int? MaxFeatures)
{
    /// <summary>Learns the vocabulary of a column.</summary>
    /// <returns>The vocabulary, and in how many texts each of its terms comes.</returns>
    /// <exception cref="TableException">No run is left.</exception>
    internal (Vocabulary Terms, int[] Rows) Learn(TextColumn texts, GramSettings settings, FitOptions options)
    {
        var counts = GramCounts.Of(texts, settings, options);
        var least = Math.Max(MinRows, MinShare * texts.Length);
        var most = MaxShare * texts.Length;
        var nodes = Array.FindAll(counts.Trie.InOrder(), node => counts.RowsOf(node) >= least && counts.RowsOf(node) <= most && counts.RowsOf(node) > 0);
        if (MaxFeatures < nodes.Length)
        {
            // The sort is stable: among equals the first in order stays.
            var kept = Enumerable.Range(0, nodes.Length).OrderByDescending(place => counts.TimesOf(nodes[place])).Take(MaxFeatures.Value).Order();
            nodes = [.. kept.Select(place => nodes[place])];
        }

        if (nodes.Length == 0)
        {
            throw new TableException(
                $"Column '{texts.Name}' has no {(settings.Unit == TextUnit.Words ? "words" : "characters")} that can be counted: none comes in at least {least:0.##} and at most {most:0.##} " +
                $"of its {texts.Length} texts. Choose another column, or other limits and stop words.")
            {
                Column = texts.Name,
            };
        }

        return (Vocabulary.Of(counts, nodes, settings), Array.ConvertAll(nodes, counts.RowsOf));
    }
}

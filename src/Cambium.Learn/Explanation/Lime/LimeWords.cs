using System.Text;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>The words of a text, and the text with some of them left out.</summary>
sealed class LimeWords
{
    // The distances of half-kept texts, some 0.3, then weigh as those of tables do.
    const double DistanceScale = 4;

    readonly List<(string Text, int Word)> _pieces = []; // words with their numbers; what stands between has −1

    internal LimeWords(string text)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var start = 0; start < text.Length;)
        {
            var end = start + 1;
            while (end < text.Length && char.IsLetterOrDigit(text[end]) == char.IsLetterOrDigit(text[start]))
            {
                end++;
            }

            var piece = text[start..end];
            if (!char.IsLetterOrDigit(text[start]))
            {
                _pieces.Add((piece, -1));
            }
            else
            {
                if (!numbers.TryGetValue(piece, out var number))
                {
                    numbers.Add(piece, number = Distinct.Count);
                    Distinct.Add(piece);
                }

                _pieces.Add((piece, number));
            }

            start = end;
        }
    }

    /// <summary>Each word once, in the order of the text.</summary>
    internal List<string> Distinct { get; } = [];

    internal int Count => Distinct.Count;

    internal string Join(bool[] kept)
    {
        var text = new StringBuilder();
        foreach (var (piece, word) in _pieces)
        {
            text.Append(word < 0 || kept[word] ? piece : "");
        }

        return text.ToString();
    }

    /// <summary>Which words are kept in each made text, all in the first, and how much each text counts.</summary>
    internal (bool[][] Kept, double[] Weights) Draw(LimeOptions options)
    {
        var random = new RandomStream(options.Seed);
        var kept = new bool[options.Samples + 1][];
        var weights = new double[kept.Length];
        for (var i = 0; i < kept.Length; i++)
        {
            kept[i] = new bool[Count];
            Array.Fill(kept[i], true);
            int[] order = [.. Enumerable.Range(0, Count)];
            random.Shuffle<int>(order);
            var left = i == 0 ? 0 : 1 + random.NextInt(Count);
            foreach (var word in order.AsSpan(0, left))
            {
                kept[i][word] = false;
            }

            // The cosine between the words kept and all of them is the root of the share that is kept.
            var apart = DistanceScale * (1 - Math.Sqrt((Count - left) / (double)Count));
            weights[i] = Math.Exp(-(apart * apart) / (options.KernelWidth * options.KernelWidth));
        }

        return (kept, weights);
    }
}

using Cambium.Data;

namespace Cambium.Learn;

/// <summary>How a text is cut, and which runs of its units are counted.</summary>
/// <param name="Unit">What a text is cut into.</param>
/// <param name="MinGram">Fewest units of a run.</param>
/// <param name="MaxGram">Most units of a run.</param>
/// <param name="Lowercase">Whether letters are lowered first.</param>
/// <param name="StopWords">Words that are left out before runs are made.</param>
sealed record GramSettings(TextUnit Unit, int MinGram, int MaxGram, bool Lowercase, EquatableArray<string> StopWords)
{
    /// <summary>The longest run that may be asked for.</summary>
    internal const int MaxUnits = 20;

    /// <summary>What stands between the units of a run.</summary>
    internal ReadOnlySpan<byte> Separator => Unit == TextUnit.Words ? " "u8 : [];

    /// <summary>Makes sure that the settings fit each other.</summary>
    /// <exception cref="ArgumentException">They do not.</exception>
    internal GramSettings Checked()
    {
        if (MinGram > MaxGram)
        {
            throw new ArgumentException($"MinGram is {MinGram}, but MaxGram is {MaxGram}; runs have at least MinGram and at most MaxGram units.", nameof(MinGram));
        }

        return StopWords.Count > 0 && Unit != TextUnit.Words
            ? throw new ArgumentException($"There are {StopWords.Count} StopWords, but the unit is {Unit}; only words can be left out.", nameof(StopWords))
            : this;
    }

    /// <summary>Whether a run of <paramref name="units"/> is counted that starts in a segment of <paramref name="segment"/> units.</summary>
    /// <remarks>A word that is shorter than the shortest run counts once as a whole.</remarks>
    internal bool Counts(int units, int segment) => units >= MinGram || (Unit == TextUnit.CharactersInWords && units == segment);
}

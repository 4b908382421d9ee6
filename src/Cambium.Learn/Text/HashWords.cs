using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Turns each text column into a column of sparse vectors of a fixed width, where each word, or run of words or characters, counts at the place that its hash tells.</summary>
/// <remarks>
/// <para>Nothing is learned, so that no vocabulary is kept and words of new rows count too; words that share a place cannot be told apart, and places have no names. With Signed half of the runs
/// count down, so that those that share a place cancel out on average. Words are found as <see cref="CountWords"/> finds them; a missing text is an empty one.</para>
/// <para>Time O(characters × MaxGram), memory O(runs). Use it where the vocabulary would be too large, before linear models and naive Bayes with Signed off.</para>
/// <para>Source: K. Weinberger et al., "Feature Hashing for Large Scale Multitask Learning", 2009.</para>
/// </remarks>
public sealed record HashWords : Transform
{
    /// <summary>The columns to turn. Default none, which means all free text; categories must be named.</summary>
    public ColumnSelection Columns { get; init; }

    /// <summary>What a text is cut into. Default words.</summary>
    public TextUnit Unit { get; init => field = Check.Defined(value); } = TextUnit.Words;

    /// <summary>Fewest units of a run that is counted. Default 1. Range [1, 20].</summary>
    public int MinGram { get; init => field = Check.InRange(value, 1, GramSettings.MaxUnits); } = 1;

    /// <summary>Most units of a run that is counted. Default 1. Range [1, 20].</summary>
    public int MaxGram { get; init => field = Check.InRange(value, 1, GramSettings.MaxUnits); } = 1;

    /// <summary>Whether letters are lowered first. Default true.</summary>
    public bool Lowercase { get; init; } = true;

    /// <summary>Words that are left out before runs are made, as they stand after lowering. Default none. Only with words.</summary>
    public EquatableArray<string> StopWords { get; init; } = [];

    /// <summary>The width of the vectors. Default 262,144. Range [1, 67,108,864].</summary>
    public int Width { get; init => field = Check.InRange(value, 1, 1 << 26); } = 1 << 18;

    /// <summary>Whether half of the runs count down instead of up, as another bit of their hash tells. Default true.</summary>
    public bool Signed { get; init; } = true;

    /// <summary>How each vector is scaled. Default L2.</summary>
    public TextNorm Norm { get; init => field = Check.Defined(value); } = TextNorm.L2;

    internal GramSettings Grams => new(Unit, MinGram, MaxGram, Lowercase, StopWords);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Settings contradict each other.</exception>
    public override HashWordsModel Fit(Table features, FitOptions options = default)
    {
        _ = Grams.Checked();
        return new HashWordsModel(this, TextColumns.Of(features, Columns));
    }
}

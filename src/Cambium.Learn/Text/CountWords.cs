using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Turns each text column into a column of sparse vectors: how often each word, or run of words or characters, of the training rows comes in a text.</summary>
/// <remarks>
/// <para>A word is a run of at least two letters, digits and underscores of any script; letters are lowered as Unicode says for no language in particular. The vectors' places are named after the
/// runs, in the order of their UTF-8 bytes. Runs that no training row had are left out; a missing text is an empty one.</para>
/// <para>Time O(characters × MaxGram) and memory O(distinct runs). Use it before naive Bayes or a linear model; <see cref="TfIdf"/> is the better weighting for most others, and
/// <see cref="HashWords"/> needs no vocabulary.</para>
/// <para>Source: G. Salton, M. McGill, "Introduction to Modern Information Retrieval", 1983, chapter 3.</para>
/// </remarks>
public sealed record CountWords : Transform
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

    /// <summary>Fewest training texts that a run must come in. Default 1. Range [1, 2147483647].</summary>
    public int MinRows { get; init => field = Check.InRange(value, 1, int.MaxValue); } = 1;

    /// <summary>Least share of the training texts that a run must come in. Default 0. Range [0, 1].</summary>
    public double MinShare { get; init => field = Check.InRange(value, 0, 1); }

    /// <summary>Most share of the training texts that a run may come in. Default 1. Range [0, 1].</summary>
    public double MaxShare { get; init => field = Check.InRange(value, 0, 1); } = 1;

    /// <summary>Most features of a column: the runs that come most often, the first in order among equals. Default null, which means all. Range [1, 2147483647].</summary>
    public int? MaxFeatures { get; init => field = value is null ? null : Check.InRange(value.Value, 1, int.MaxValue); }

    /// <summary>Whether a run counts once however often it comes in a text. Default false.</summary>
    public bool Binary { get; init; }

    internal GramSettings Grams => new(Unit, MinGram, MaxGram, Lowercase, StopWords);

    internal TextWeights Weights => new(Binary, Sublinear: false, Idf: null, TextNorm.None);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Settings contradict each other.</exception>
    public override CountWordsModel Fit(Table features, FitOptions options = default)
    {
        var grams = Grams.Checked();
        var fields = TextColumns.Of(features, Columns);
        var choice = new VocabularyChoice(MinRows, MinShare, MaxShare, MaxFeatures);
        return new CountWordsModel(this, fields, [.. fields.Select(field => choice.Learn(TextColumns.Texts(features[field.Name]), grams, options).Terms)]);
    }
}

using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// Turns each text column into a column of sparse vectors that weigh a word's count in a text by how rare the word is among the training rows (term frequency × inverse document frequency):
/// tf · (ln((1 + n) / (1 + df)) + 1), each vector then scaled to length 1.
/// </summary>
/// <remarks>
/// <para>n is the number of training texts and df the number of those that the word comes in. Words are found as <see cref="CountWords"/> finds them; runs that no training row had are left out, and a missing
/// text is an empty one.</para>
/// <para>Time O(characters × MaxGram) and memory O(distinct runs). Use it before linear models, nearest neighbours and clustering; naive Bayes wants counts.</para>
/// <para>Source: K. Spärck Jones, "A statistical interpretation of term specificity and its application in retrieval", 1972; G. Salton, C. Buckley, "Term-weighting approaches in
/// automatic text retrieval", 1988.</para>
/// </remarks>
public sealed record TfIdf : Transform
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

    /// <summary>Whether a count c becomes 1 + ln c, so that the tenth time weighs less than the first. Default false.</summary>
    public bool Sublinear { get; init; }

    /// <summary>Whether a run counts once however often it comes in a text. Default false.</summary>
    public bool Binary { get; init; }

    /// <summary>Whether rare runs weigh more. Default true.</summary>
    public bool Idf { get; init; } = true;

    /// <summary>Whether one more text is thought of that holds every run, so that the weight is never infinite: without it, it is ln(n / df) + 1. Default true. Ignored where Idf is false.</summary>
    public bool Smooth { get; init; } = true;

    /// <summary>How each vector is scaled. Default L2.</summary>
    public TextNorm Norm { get; init => field = Check.Defined(value); } = TextNorm.L2;

    internal GramSettings Grams => new(Unit, MinGram, MaxGram, Lowercase, StopWords);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Settings contradict each other.</exception>
    public override TfIdfModel Fit(Table features, FitOptions options = default)
    {
        var grams = Grams.Checked();
        var fields = TextColumns.Of(features, Columns);
        var choice = new VocabularyChoice(MinRows, MinShare, MaxShare, MaxFeatures);
        var learned = fields.Select(field => choice.Learn(TextColumns.Texts(features[field.Name]), grams, options)).ToArray();
        return new TfIdfModel(this, fields, Array.ConvertAll(learned, column => column.Terms), Array.ConvertAll(learned, column => WeightsOf(column.Rows, features.RowCount)));
    }

    double[] WeightsOf(int[] rows, int n)
    {
        var more = Smooth ? 1.0 : 0;
        return Array.ConvertAll(rows, df => Idf ? Math.Log((n + more) / (df + more)) + 1 : 1);
    }
}

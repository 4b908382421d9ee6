using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Tells classes apart by which features a row has, and which it lacks: naive Bayes of yes and no.</summary>
/// <remarks>
/// <para>A feature is there where its number is above <see cref="Threshold"/>. Gives class c the score log πᴄ + Σⱼ (bⱼ log θᴄⱼ + (1 − bⱼ) log(1 − θᴄⱼ)), b being 1 where the feature is
/// there, with θᴄⱼ = (Nᴄⱼ + α) / (Nᴄ + 2α): Nᴄ is the weight of the class's rows, Nᴄⱼ that of those with the feature. The scores are turned into probabilities by a
/// softmax. One pass over the rows; time O(n p), for sparse columns O(entries), memory O(k p).</para>
/// <para>Use it for truths, and for short texts, where it matters that a word is missing. Not for measurements, of which it sees only the threshold. The probabilities are far too sure of
/// themselves where features go together. Features need no scaling, but one threshold must suit them all.</para>
/// <para>Reads sparse columns. Missing values are refused: put <c>new Impute()</c> before it. Categories are refused: put <c>new OneHot()</c> before it. Honours weights.</para>
/// <para>Source: A. McCallum, K. Nigam, "A Comparison of Event Models for Naive Bayes Text Classification", 1998; C. D. Manning, P. Raghavan, H. Schütze,
/// "Introduction to Information Retrieval", 2008, §13.3.</para>
/// </remarks>
public sealed record BernoulliNaiveBayes : Classifier
{
    /// <summary>α, the rows with and without each feature that every class is given besides its own. Default 1. Range (0, ∞).</summary>
    public double Alpha { get; init => field = Check.Above(value, 0.0); } = 1;

    /// <summary>A feature is there where its number is above this. Default 0. Finite; below 0 the zeros of sparse columns are there.</summary>
    public double Threshold { get; init => field = Check.InRange(value, double.MinValue, double.MaxValue); }

    /// <summary>The probabilities π of the classes, in the order of <see cref="ClassifierModel.Classes"/>, above 0 and adding up to 1. Empty, the default: their shares among the training rows.</summary>
    public EquatableArray<double> Priors { get; init => field = BayesPriors.Checked(value); } = [];

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A column is not there, or <see cref="Priors"/> are not one a class.</exception>
    public override BernoulliNaiveBayesModel Fit(Table train, string target, FitOptions options = default)
    {
        var rows = BayesRows.From(train, target, options, areCounts: false);
        var priors = BayesPriors.Logs(Priors, rows.ClassWeights, rows.Classes);
        var there = rows.ClassSums(new ValueAbove(Threshold));
        var lacking = new double[there.Length];
        var p = there.Length / priors.Length;
        for (var i = 0; i < there.Length; i++)
        {
            var weight = rows.ClassWeights[i / p];
            var log = Math.Log(weight + (2 * Alpha));
            lacking[i] = Math.Log(Math.Max(weight - there[i], 0) + Alpha) - log;
            there[i] = Math.Log(there[i] + Alpha) - log;
        }

        return new BernoulliNaiveBayesModel(this, rows.Input, target, rows.Classes, priors, there, lacking);
    }
}

using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Tells classes apart by how often each feature is counted, each occurrence drawn for itself: naive Bayes of word counts.</summary>
/// <remarks>
/// <para>Gives class c the score log πᴄ + Σⱼ xⱼ log θᴄⱼ with θᴄⱼ = (Nᴄⱼ + α) / Σₗ (Nᴄₗ + α), where Nᴄⱼ is the sum of feature j over the class's rows, by weight;
/// the scores are turned into probabilities by a softmax. One pass over the rows; time O(n p), for sparse columns O(entries), memory O(k p).</para>
/// <para>Use it for counts: words of texts, events of visits; shares and TF-IDF numbers work in practice. Not for measurements. The probabilities are far too
/// sure of themselves, since features that go together count again and again; the order of the classes is what can be trusted.
/// Features are not scaled: their size is what they say.</para>
/// <para>Reads sparse columns. Negative numbers are refused, and so are missing values: put <c>new Impute()</c> before it. Categories are refused: put
/// <c>new OneHot()</c> before it. Honours weights.</para>
/// <para>Source: A. McCallum, K. Nigam, "A Comparison of Event Models for Naive Bayes Text Classification", 1998; C. D. Manning, P. Raghavan, H. Schütze,
/// "Introduction to Information Retrieval", 2008, §13.2.</para>
/// </remarks>
public sealed record MultinomialNaiveBayes : Classifier
{
    /// <summary>α, what is added to every sum, so that a feature that a class never had does not rule it out. Default 1. Range (0, ∞).</summary>
    public double Alpha { get; init => field = Check.Above(value, 0.0); } = 1;

    /// <summary>The probabilities π of the classes, in the order of <see cref="ClassifierModel.Classes"/>, above 0 and adding up to 1. Empty, the default: their shares among the training rows.</summary>
    public EquatableArray<double> Priors { get; init => field = BayesPriors.Checked(value); } = [];

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A column is not there, or <see cref="Priors"/> are not one a class.</exception>
    public override MultinomialNaiveBayesModel Fit(Table train, string target, FitOptions options = default)
    {
        var rows = BayesRows.From(train, target, options, areCounts: true);
        var priors = BayesPriors.Logs(Priors, rows.ClassWeights, rows.Classes);
        var logs = rows.ClassSums(default(ValueItself));
        var p = logs.Length / priors.Length;
        for (var place = 0; place < priors.Length; place++)
        {
            ToLogShares(logs.AsSpan(place * p, p));
        }

        return new MultinomialNaiveBayesModel(this, rows.Input, target, rows.Classes, priors, logs);
    }

    void ToLogShares(Span<double> sums)
    {
        var total = 0.0;
        foreach (ref var sum in sums)
        {
            sum += Alpha;
            total += sum;
        }

        var log = Math.Log(total);
        foreach (ref var sum in sums)
        {
            sum = Math.Log(sum) - log;
        }
    }
}

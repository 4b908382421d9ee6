using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Tells classes apart by how badly a row's counts fit all other classes: naive Bayes for texts whose classes differ much in size.</summary>
/// <remarks>
/// <para>Gives class c the score −Σⱼ xⱼ log θᴄⱼ with θᴄⱼ = (Mᴄⱼ + α) / Σₗ (Mᴄₗ + α), where Mᴄⱼ is the sum of feature j over the rows of all classes but c, by
/// weight; the scores are turned into probabilities by a softmax. How frequent the classes are is not looked at. One pass over the rows; time O(n p), for sparse columns
/// O(entries), memory O(k p).</para>
/// <para>Use it for counts of words or TF-IDF where <see cref="MultinomialNaiveBayes"/> leans to the large classes. Not for measurements. Read the order of the classes, not the
/// probabilities. Features are not scaled: their size is what they say.</para>
/// <para>Reads sparse columns. Negative numbers are refused, and so are missing values: put <c>new Impute()</c> before it. Categories are refused: put
/// <c>new OneHot()</c> before it. Honours weights.</para>
/// <para>Source: J. D. M. Rennie, L. Shih, J. Teevan, D. R. Karger, "Tackling the Poor Assumptions of Naive Bayes Text Classifiers", 2003.</para>
/// </remarks>
public sealed record ComplementNaiveBayes : Classifier
{
    /// <summary>α, what is added to every sum, so that a feature that no other class had does not decide alone. Default 1. Range (0, ∞).</summary>
    public double Alpha { get; init => field = Check.Above(value, 0.0); } = 1;

    /// <summary>Whether to divide each class's weights by their sum, so that classes of long texts do not outweigh others. Default false.</summary>
    public bool Norm { get; init; }

    /// <inheritdoc/>
    public override ComplementNaiveBayesModel Fit(Table train, string target, FitOptions options = default)
    {
        var rows = BayesRows.From(train, target, options, areCounts: true);
        var sums = rows.ClassSums(default(ValueItself));
        var k = rows.Classes.Count;
        var p = sums.Length / k;
        var all = new double[p];
        for (var i = 0; i < sums.Length; i++)
        {
            all[i % p] += sums[i];
        }

        rows.ThrowIfOverflown(all, p);
        for (var place = 0; place < k; place++)
        {
            ToWeights(sums.AsSpan(place * p, p), all);
        }

        return new ComplementNaiveBayesModel(this, rows.Input, target, rows.Classes, sums);
    }

    void ToWeights(Span<double> sums, double[] all)
    {
        var total = 0.0;
        for (var j = 0; j < sums.Length; j++)
        {
            sums[j] = Math.Max(all[j] - sums[j], 0) + Alpha;
            total += sums[j];
        }

        var (log, sum) = (Math.Log(total), 0.0);
        foreach (ref var weight in sums)
        {
            weight = log - Math.Log(weight);
            sum += weight;
        }

        // A single feature weighs nothing.
        if (Norm && sum > 0)
        {
            foreach (ref var weight in sums)
            {
                weight /= sum;
            }
        }
    }
}

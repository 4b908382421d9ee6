using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Tells classes apart by how near a row's numbers are to each class's means, each feature for itself: naive Bayes of measurements.</summary>
/// <remarks>
/// <para>Gives class c the score log πᴄ − ½ Σⱼ (log 2πσᴄⱼ² + (xⱼ − μᴄⱼ)² / σᴄⱼ²), where μᴄⱼ is the mean and σᴄⱼ² the variance of feature j over the class's rows, by weight, plus
/// ε; the scores are turned into probabilities by a softmax. Two passes over the rows; time O(n p), for sparse columns O(entries), memory O(k p).</para>
/// <para>Use it as a fast first model of measurements that are roughly normal within a class, and for few rows. Not where features go together: each counts again, and the
/// probabilities become far too sure of themselves. Features need no scaling, but ε goes by the feature of the largest variance: put <c>new Standardize()</c> before it where
/// units differ much.</para>
/// <para>Reads sparse columns. Missing values are refused: put <c>new Impute()</c> before it. Categories are refused: put <c>new OneHot()</c> before it. Honours weights.</para>
/// <para>Source: R. O. Duda, P. E. Hart, "Pattern Classification and Scene Analysis", 1973, §2.9; T. Hastie, R. Tibshirani, J. Friedman, 2nd ed., 2009, §6.6.3.</para>
/// </remarks>
public sealed record GaussianNaiveBayes : Classifier
{
    /// <summary>Its inverse is finite: the smallest normal double.</summary>
    internal const double SmallestVariance = 2.2250738585072014e-308;

    /// <summary>ε over the largest variance of a feature: what is added to every variance, so that a feature that does not vary within a class can be divided by it. Default 1e-9. Range (0, ∞).</summary>
    public double VarianceSmoothing { get; init => field = Check.Above(value, 0.0); } = 1e-9;

    /// <summary>The probabilities π of the classes, in the order of <see cref="ClassifierModel.Classes"/>, above 0 and adding up to 1. Empty, the default: their shares among the training rows.</summary>
    public EquatableArray<double> Priors { get; init => field = BayesPriors.Checked(value); } = [];

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A column is not there, or <see cref="Priors"/> are not one a class.</exception>
    public override GaussianNaiveBayesModel Fit(Table train, string target, FitOptions options = default)
    {
        var rows = BayesRows.From(train, target, options, areCounts: false);
        var priors = BayesPriors.Logs(Priors, rows.ClassWeights, rows.Classes);
        var moments = ClassMoments.Of(rows);
        var largest = moments.LargestVariance();
        // Where nothing varies, any ε leaves the classes' shares. The least number keeps the division finite.
        var epsilon = Math.Max(VarianceSmoothing * (largest > 0 ? largest : 1), SmallestVariance);
        var variances = Array.ConvertAll(moments.Variances, variance => variance + epsilon);
        rows.ThrowIfOverflown(variances, moments.FeatureCount);
        return new GaussianNaiveBayesModel(this, rows.Input, target, rows.Classes, priors, moments.Means, variances);
    }
}

using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Tells classes apart by how near a row is to their means, measured by the covariance that they share: linear discriminant analysis.</summary>
/// <remarks>
/// <para>Takes every class for normal with mean μᴄ and a common covariance Σ, so that class c has the score log πᴄ − ½ (x − μᴄ)ᵀ Σ⁻¹ (x − μᴄ), which is linear in x but for what all classes share; the
/// scores are turned into probabilities by a softmax. Σ is the sum of products around the classes' means over n − k. With shrinkage s, it is the mean by π of the classes' own covariances, each
/// (1 − s) S + s m I, with m the mean of S's diagonal. Directions in which features do not vary, or only as others do, are left out.</para>
/// <para>One eigendecomposition; time O(n p² + p³), memory O(n p).</para>
/// <para>Use it where classes are roughly normal, also with few rows, and for probabilities that need no tuning. Not where classes differ in spread, see <see cref="QuadraticDiscriminant"/>, and not
/// for effects that bend. No scaling is needed, except that <see cref="Shrinkage"/> adds alike to features of all units.</para>
/// <para>Missing values are refused: put <c>new Impute()</c> before it. Categories are refused: put <c>new OneHot()</c> before it. Honours weights.</para>
/// <para>Source: R. A. Fisher, 1936; T. Hastie, R. Tibshirani, J. Friedman, 2nd ed., 2009, §4.3; O. Ledoit, M. Wolf, "A Well-Conditioned Estimator for Large-Dimensional Covariance
/// Matrices", 2004.</para>
/// </remarks>
public sealed record LinearDiscriminant : Classifier
{
    /// <summary>s, how far covariances are drawn to a multiple of the unit matrix, for few rows and many features. Default 0. Range [0, 1]. Ignored with <see cref="LedoitWolf"/>.</summary>
    public double Shrinkage { get; init => field = Check.InRange(value, 0, 1); }

    /// <summary>Whether each class's shrinkage is the one of Ledoit and Wolf, which is best for large n, with features scaled by the class's deviations. Default false.</summary>
    public bool LedoitWolf { get; init; }

    /// <summary>The probabilities π of the classes, in the order of <see cref="ClassifierModel.Classes"/>, above 0 and adding up to 1. Empty, the default: their shares among the training rows.</summary>
    public EquatableArray<double> Priors { get; init => field = BayesPriors.Checked(value); } = [];

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A column is not there, or <see cref="Priors"/> are not one a class.</exception>
    public override LinearDiscriminantModel Fit(Table train, string target, FitOptions options = default)
    {
        var data = ClassificationData.From(train, target, options, FeatureNeeds.FiniteNumbers);
        var scatter = ClassScatter.Of(data, target, options);
        var logs = BayesPriors.Logs(Priors, scatter.ClassWeights, data.Classes);
        var (k, p) = (scatter.ClassCount, scatter.FeatureCount);
        var covariance = Shrinkage == 0 && !LedoitWolf ? Pooled(scatter) : Shrunk(scatter, logs);
        options.Progress?.Report(new FitProgress("covariances", 1, 1));
        var directions = CovarianceInverse.Directions(covariance, p);
        var centre = new double[p];
        for (var place = 0; place < k; place++)
        {
            AddScaled.Into(Math.Exp(logs[place]), scatter.Means.AsSpan(place * p, p), centre);
        }

        var coefficients = new double[k * p];
        var intercepts = new double[k];
        for (var place = 0; place < k; place++)
        {
            var off = new double[p];
            for (var j = 0; j < p; j++)
            {
                off[j] = scatter.Means[(place * p) + j] - centre[j];
            }

            var own = coefficients.AsSpan(place * p, p);
            var squared = 0.0;
            for (var start = 0; start < directions.Length; start += p)
            {
                var along = Dot.Of(off, directions.AsSpan(start, p));
                squared += along * along;
                AddScaled.Into(along, directions.AsSpan(start, p), own);
            }

            intercepts[place] = logs[place] - (0.5 * squared) - Dot.Of(centre, own);
        }

        return new LinearDiscriminantModel(this, data.Input, target, data.Classes, scatter.Means, coefficients, intercepts, data.Means(options));
    }

    static double[] Pooled(ClassScatter scatter)
    {
        var free = scatter.ClassWeights.Sum() - scatter.ClassCount;
        // With no more weight than classes there is no spread to measure, or none that degrees of freedom could correct.
        var over = free > 0 ? free : scatter.ClassWeights.Sum();
        return Array.ConvertAll(scatter.Within(), product => product / over);
    }

    double[] Shrunk(ClassScatter scatter, double[] logs)
    {
        var p = scatter.FeatureCount;
        var covariance = new double[p * p];
        for (var place = 0; place < scatter.ClassCount; place++)
        {
            var own = Array.ConvertAll(scatter.OfClass(place), product => product / scatter.ClassWeights[place]);
            AddScaled.Into(Math.Exp(logs[place]), LedoitWolf ? LedoitWolfCovariance.Of(scatter, place, own) : Drawn(own, p, Shrinkage), covariance);
        }

        return covariance;
    }

    /// <summary>(1 − s) S + s m I, in place.</summary>
    internal static double[] Drawn(double[] covariance, int p, double share)
    {
        var mean = Enumerable.Range(0, p).Sum(j => covariance[(j * p) + j]) / p;
        for (var i = 0; i < covariance.Length; i++)
        {
            covariance[i] = ((1 - share) * covariance[i]) + (i % (p + 1) == 0 ? share * mean : 0);
        }

        return covariance;
    }
}

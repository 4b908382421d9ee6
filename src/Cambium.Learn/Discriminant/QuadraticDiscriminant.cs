using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Tells classes apart by how near a row is to their means, each measured by its own covariance: quadratic discriminant analysis.</summary>
/// <remarks>
/// <para>Takes every class for normal with mean μᴄ and covariance Σᴄ, so that class c has the score log πᴄ − ½ log |Σᴄ| − ½ (x − μᴄ)ᵀ Σᴄ⁻¹ (x − μᴄ); the scores are turned into probabilities by a softmax. Σᴄ is the
/// sum of products around the mean over nᴄ − 1, drawn to the unit matrix by <see cref="Regularisation"/>. Without it, directions in which no class varies are left out. A class that does
/// not vary where others do is given 1e-4 of their deviation there, before it is so drawn.</para>
/// <para>An eigendecomposition a class; time O(n p² + k p³), memory O(n p + k p²).</para>
/// <para>Use it where classes are roughly normal, differ in spread, and have several times p rows each. Not for few rows: see <see cref="LinearDiscriminant"/>. No scaling is needed, except that
/// <see cref="Regularisation"/> adds alike to features of all units: put <c>new Standardize()</c> before it then.</para>
/// <para>Missing values are refused: put <c>new Impute()</c> before it. Categories are refused: put <c>new OneHot()</c> before it. Honours weights.</para>
/// <para>Source: T. Hastie, R. Tibshirani, J. Friedman, 2nd ed., 2009, §4.3; J. H. Friedman, "Regularized Discriminant Analysis", 1989.</para>
/// </remarks>
public sealed record QuadraticDiscriminant : Classifier
{
    // Of a class that does not vary in a direction, in units of the variance that the classes share there.
    const double LeastVariance = 1e-8;

    /// <summary>γ of (1 − γ) Σᴄ + γ I, in squared units of the features. Default 0. Range [0, 1].</summary>
    public double Regularisation { get; init => field = Check.InRange(value, 0, 1); }

    /// <summary>The probabilities π of the classes, in the order of <see cref="ClassifierModel.Classes"/>, above 0 and adding up to 1. Empty, the default: their shares among the training rows.</summary>
    public EquatableArray<double> Priors { get; init => field = BayesPriors.Checked(value); } = [];

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A column is not there, or <see cref="Priors"/> are not one a class.</exception>
    public override QuadraticDiscriminantModel Fit(Table train, string target, FitOptions options = default)
    {
        var data = ClassificationData.From(train, target, options, FeatureNeeds.FiniteNumbers);
        var scatter = ClassScatter.Of(data, target, options);
        var bases = BayesPriors.Logs(Priors, scatter.ClassWeights, data.Classes);
        var (k, p) = (scatter.ClassCount, scatter.FeatureCount);
        var pooled = Pooled(scatter);
        var basis = Basis(pooled, p);
        var r = basis.Length / p;
        var directions = new double[k * r * p];
        for (var place = 0; place < k; place++)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            var eigen = SymmetricEigen.Of(Within(Covariance(scatter, place), basis, r, p), r, options.MaxThreads);
            for (var i = 0; i < r; i++)
            {
                var shared = Regularisation == 0 ? 1 : Along(pooled, eigen.Vector(i), p);
                var variance = Math.Max(eigen.Values[i], Regularisation + ((1 - Regularisation) * LeastVariance * shared));
                bases[place] -= 0.5 * Math.Log(variance);
                var direction = directions.AsSpan(((place * r) + i) * p, p);
                for (var j = 0; j < r; j++)
                {
                    AddScaled.Into(eigen.Vector(i)[j] / Math.Sqrt(variance), basis.AsSpan(j * p, p), direction);
                }
            }

            options.Progress?.Report(new FitProgress("classes", place + 1, k));
        }

        return new QuadraticDiscriminantModel(this, data.Input, target, data.Classes, scatter.Means, bases, directions);
    }

    /// <summary>The directions in which classes are compared, r × p: all features as they are, or those in which the classes vary.</summary>
    double[] Basis(double[] pooled, int p)
    {
        if (Regularisation == 0)
        {
            return CovarianceInverse.Directions(pooled, p);
        }

        var unit = new double[p * p];
        for (var j = 0; j < p; j++)
        {
            unit[(j * p) + j] = 1;
        }

        return unit;
    }

    /// <summary>The covariance that the classes share, p × p.</summary>
    static double[] Pooled(ClassScatter scatter)
    {
        var total = scatter.ClassWeights.Sum();
        return Array.ConvertAll(scatter.Within(), product => product / total);
    }

    /// <summary>vᵀ Σ v.</summary>
    static double Along(double[] covariance, ReadOnlySpan<double> v, int p)
    {
        var sum = 0.0;
        for (var i = 0; i < p; i++)
        {
            sum += v[i] * Dot.Of(covariance.AsSpan(i * p, p), v);
        }

        return Math.Max(0, sum);
    }

    double[] Covariance(ClassScatter scatter, int place)
    {
        var p = scatter.FeatureCount;
        var weight = scatter.ClassWeights[place];
        var covariance = scatter.OfClass(place);
        for (var i = 0; i < covariance.Length; i++)
        {
            covariance[i] = ((1 - Regularisation) * covariance[i] / (weight > 1 ? weight - 1 : weight)) + (i % (p + 1) == 0 ? Regularisation : 0);
        }

        return covariance;
    }

    /// <summary>B Σ Bᵀ, r × r.</summary>
    static double[] Within(double[] covariance, double[] basis, int r, int p)
    {
        var half = new double[r * p];
        for (var i = 0; i < r; i++)
        {
            for (var j = 0; j < p; j++)
            {
                AddScaled.Into(basis[(i * p) + j], covariance.AsSpan(j * p, p), half.AsSpan(i * p, p));
            }
        }

        var within = new double[r * r];
        for (var i = 0; i < r; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                within[(i * r) + j] = within[(j * r) + i] = Dot.Of(half.AsSpan(i * p, p), basis.AsSpan(j * p, p));
            }
        }

        return within;
    }
}

using Cambium.Data;

namespace Cambium.Learn;

/// <summary>The probabilities of classes before a row is looked at.</summary>
static class BayesPriors
{
    /// <summary>The logarithms of the given probabilities, or where none are given, of the classes' shares.</summary>
    /// <exception cref="ArgumentException">The given ones are not one a class.</exception>
    internal static double[] Logs(EquatableArray<double> given, double[] classWeights, EquatableArray<string> classes)
    {
        if (given.Count == 0)
        {
            var total = classWeights.Sum();
            return Array.ConvertAll(classWeights, weight => Math.Log(weight / total));
        }

        return given.Count == classes.Count
            ? [.. given.Select(prior => Math.Log(prior))]
            : throw new ArgumentException(
                $"Priors has {given.Count} numbers, but there are {classes.Count} classes: {string.Join(", ", classes)}. Give one a class, in this order.",
                nameof(GaussianNaiveBayes.Priors));
    }

    /// <summary>Guards a setting: above 0, adding up to 1, or none at all.</summary>
    internal static EquatableArray<double> Checked(EquatableArray<double> priors) =>
        priors.Count == 0 || (priors.All(prior => prior > 0) && Math.Abs(priors.Sum() - 1) <= 1e-9)
            ? priors
            : throw new ArgumentOutOfRangeException(nameof(GaussianNaiveBayes.Priors), priors, "Priors must be numbers above 0 that add up to 1, or none.");
}

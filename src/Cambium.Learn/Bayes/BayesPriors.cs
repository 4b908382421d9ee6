using Cambium.Data;

namespace Cambium.Learn;

/// <summary>The probabilities of classes before a row is looked at.</summary>
static class BayesPriors
{
    /// <summary>The logarithms of the given probabilities, or where none are given, of the classes' shares.</summary>
    /// <exception cref="ArgumentException">The given ones are not one a class.</exception>
    internal static double[] Logs(EquatableArray<double> given, BayesRows rows)
    {
        if (given.Count == 0)
        {
            var total = rows.ClassWeights.Sum();
            return Array.ConvertAll(rows.ClassWeights, weight => Math.Log(weight / total));
        }

        return given.Count == rows.Classes.Count
            ? [.. given.Select(prior => Math.Log(prior))]
            : throw new ArgumentException(
                $"Priors has {given.Count} numbers, but there are {rows.Classes.Count} classes: {string.Join(", ", rows.Classes)}. Give one a class, in this order.",
                nameof(GaussianNaiveBayes.Priors));
    }

    /// <summary>Guards a setting: above 0, adding up to 1, or none at all.</summary>
    internal static EquatableArray<double> Checked(EquatableArray<double> priors) =>
        priors.Count == 0 || (priors.All(prior => prior > 0) && Math.Abs(priors.Sum() - 1) <= 1e-9)
            ? priors
            : throw new ArgumentOutOfRangeException(nameof(GaussianNaiveBayes.Priors), priors, "Priors must be numbers above 0 that add up to 1, or none.");
}

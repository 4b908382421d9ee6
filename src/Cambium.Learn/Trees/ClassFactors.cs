namespace Cambium.Learn;

/// <summary>The factors on the weights of each class's rows.</summary>
static class ClassFactors
{
    /// <summary>One factor a class; empty where none differs from 1.</summary>
    /// <exception cref="ArgumentException">A weight names no class, or one class twice; the message lists every problem.</exception>
    internal static double[] Of(BoostedTreesClassifier recipe, ClassificationData data, string target)
    {
        var given = recipe.ClassWeights;
        var strangers = given.Where(weight => data.Classes.IndexOf(weight.Class) < 0).Select(weight => weight.Class).ToArray();
        var twice = given.GroupBy(weight => weight.Class).Where(group => group.Count() > 1).Select(group => group.Key).ToArray();
        if (strangers.Length + twice.Length > 0)
        {
            IEnumerable<string> problems =
            [
                .. strangers.Select(name => $"'{name}' is no class of the target '{target}'"),
                .. twice.Select(name => $"'{name}' is given twice"),
            ];
            throw new ArgumentException(
                $"ClassWeights do not fit: {string.Join("; ", problems)}. The classes are {string.Join(", ", data.Classes)}.", nameof(recipe.ClassWeights));
        }

        var factors = new double[data.Classes.Count];
        Array.Fill(factors, 1);
        if (recipe.BalanceClasses)
        {
            Balance(factors, data);
        }

        foreach (var weight in given)
        {
            factors[data.Classes.IndexOf(weight.Class)] *= weight.Weight;
        }

        return Array.TrueForAll(factors, factor => factor == 1) ? [] : factors;
    }

    /// <summary>The rows' weights times their classes' factors.</summary>
    internal static double[] Apply(double[] factors, int[] codes, double[] weights)
    {
        if (factors.Length == 0)
        {
            return weights;
        }

        var weighted = new double[codes.Length];
        for (var row = 0; row < weighted.Length; row++)
        {
            weighted[row] = factors[codes[row]] * (weights.Length == 0 ? 1 : weights[row]);
        }

        return weighted;
    }

    /// <summary>The whole weight over k times the class's, so that all classes weigh alike and the sum stays. A class without weight keeps 1.</summary>
    static void Balance(double[] factors, ClassificationData data)
    {
        var ofClass = new double[factors.Length];
        for (var row = 0; row < data.Codes.Length; row++)
        {
            ofClass[data.Codes[row]] += data.Weights.Length == 0 ? 1 : data.Weights[row];
        }

        var total = ofClass.Sum();
        for (var i = 0; i < factors.Length; i++)
        {
            factors[i] = ofClass[i] > 0 ? total / (factors.Length * ofClass[i]) : 1;
        }
    }
}

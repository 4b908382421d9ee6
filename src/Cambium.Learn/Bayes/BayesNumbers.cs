namespace Cambium.Learn;

/// <summary>Reads the numbers of saved naive Bayes models.</summary>
static class BayesNumbers
{
    /// <summary>k × p, how many numbers a model has that holds one for every class and feature.</summary>
    /// <exception cref="ModelFormatException">There is one class only, or more numbers than an array can hold.</exception>
    internal static int Count(ModelHeader header)
    {
        var k = header.Classes.Count;
        if (k < 2)
        {
            throw new ModelFormatException("model.json: a naive Bayes has at least two classes, but 'classes' has 1. The file is damaged or was edited; save the model again.");
        }

        return LinearNumbers.Count(header, k, "classes");
    }

    /// <summary>Reads logarithms of probabilities: finite, none above 0 but for rounding.</summary>
    /// <exception cref="ModelFormatException">They are not there, not so many, or one is no such number.</exception>
    internal static double[] ReadLogs(ModelReader reader, string name, int count)
    {
        var values = reader.Finite(name, count);
        var bad = Array.FindIndex(values, value => value > 1e-9);
        return bad < 0
            ? values
            : throw new ModelFormatException($"weights.safetensors: item {bad} of '{name}' is above 0, which no logarithm of a probability is. The file is damaged; save the model again.");
    }
}

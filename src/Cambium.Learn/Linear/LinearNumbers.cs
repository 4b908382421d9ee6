namespace Cambium.Learn;

/// <summary>Reads the numbers of saved linear models.</summary>
static class LinearNumbers
{
    /// <summary>scores × p, how many coefficients a saved model has.</summary>
    /// <exception cref="ModelFormatException">They are more than an array can hold.</exception>
    internal static int Count(ModelHeader header, int scores)
    {
        var count = (long)scores * WideFeatures.Count(header.Input);
        return count <= Array.MaxLength
            ? (int)count
            : throw new ModelFormatException(
                $"model.json: {scores} planes of so many features make {count} numbers, at most {Array.MaxLength} are possible. The file is damaged; save the model again.");
    }

    /// <summary>Reads finite numbers of a saved model.</summary>
    /// <exception cref="ModelFormatException">They are not there, not so many, or one is not finite.</exception>
    internal static double[] ReadFinite(ModelReader reader, string name, int count)
    {
        var values = reader.Array<double>(name, count);
        var bad = Array.FindIndex(values, value => !double.IsFinite(value));
        return bad < 0
            ? values
            : throw new ModelFormatException($"weights.safetensors: item {bad} of '{name}' is not finite. The file is damaged; save the model again.");
    }
}

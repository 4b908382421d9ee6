namespace Cambium.Learn;

/// <summary>Reads the numbers of saved linear models.</summary>
static class LinearNumbers
{
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

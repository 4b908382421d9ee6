namespace Cambium.Learn;

/// <summary>How many numbers saved linear models have.</summary>
static class LinearNumbers
{
    /// <summary>scores × p, how many numbers a saved model has that holds one for every score and feature.</summary>
    /// <param name="header">Tells p.</param>
    /// <param name="scores">How many of them.</param>
    /// <param name="what">What these are, for the message.</param>
    /// <exception cref="ModelFormatException">They are more than an array can hold.</exception>
    internal static int Count(ModelHeader header, int scores, string what = "planes")
    {
        var count = (long)scores * WideFeatures.Count(header.Input);
        return count <= Array.MaxLength
            ? (int)count
            : throw new ModelFormatException(
                $"model.json: {scores} {what} of so many features make {count} numbers, at most {Array.MaxLength} are possible. The file is damaged; save the model again.");
    }
}

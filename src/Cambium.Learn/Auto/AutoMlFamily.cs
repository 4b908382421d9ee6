namespace Cambium.Learn;

/// <summary>A kind of recipe that is tried, and the settings that are tuned where it is promising.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Recipe">The recipe with defaults, with the steps that the table asks for.</param>
/// <param name="Ranges">The settings' ranges as <see cref="SearchSpace.Parse(Recipe, string)"/> reads them; empty: nothing to tune.</param>
/// <param name="Growth">By which power of the rows its time grows.</param>
sealed record AutoMlFamily(string Name, Recipe Recipe, string Ranges, double Growth = 1.1)
{
    /// <summary>Tells what does nothing.</summary>
    internal const string Baseline = "baseline";

    /// <summary>Learns from the answers of others.</summary>
    internal const string Stack = "stack";

    /// <summary>Takes the weighted mean of the answers of others.</summary>
    internal const string Vote = "vote";
}

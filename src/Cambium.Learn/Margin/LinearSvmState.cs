namespace Cambium.Learn;

/// <summary>What linear support vector machines learn, one plane a score.</summary>
/// <param name="Coefficients">scores × p, row-major.</param>
/// <param name="Intercepts">One a score.</param>
/// <param name="Objectives">The objective that each plane reached.</param>
/// <param name="Gaps">How far each can be above the least there is, over itself.</param>
/// <param name="Iterations">The most passes that a plane took.</param>
/// <param name="Converged">Whether all planes reached the tolerance.</param>
/// <param name="Means">The training rows', where they are known.</param>
sealed record LinearSvmState(double[] Coefficients, double[] Intercepts, double[] Objectives, double[] Gaps, int Iterations, bool Converged, TrainingMeans? Means)
{
    internal LinearSvmState(DualResult[] results, TrainingMeans? means)
        : this(
            [.. results.SelectMany(result => result.Weights)],
            [.. results.Select(result => result.Intercept)],
            [.. results.Select(result => result.Objective)],
            [.. results.Select(result => result.Gap)],
            results.Max(result => result.Iterations),
            results.All(result => result.Converged),
            means)
    {
    }

    internal void Write(ModelWriter writer)
    {
        writer.Array("coefficients", Coefficients);
        writer.Array("intercepts", Intercepts);
        writer.Array("objectives", Objectives);
        writer.Array("gaps", Gaps);
        Means?.Write(writer);
        writer.Value("iterations", Iterations);
        writer.Value("converged", Converged);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="ModelFormatException">It is not there, of another size, or not finite.</exception>
    internal static LinearSvmState Read(ModelReader reader, ModelHeader header, int scores)
    {
        return new LinearSvmState(
            reader.Finite("coefficients", LinearNumbers.Count(header, scores)),
            reader.Finite("intercepts", scores),
            reader.Finite("objectives", scores),
            reader.Finite("gaps", scores),
            reader.Value<int>("iterations"),
            reader.Value<bool>("converged"),
            TrainingMeans.Read(header, reader));
    }
}

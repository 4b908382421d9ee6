namespace Cambium.Learn;

/// <summary>Tries settings that fill the space more evenly than random ones: a Sobol' sequence.</summary>
/// <remarks>
/// Use it in place of random search; best with a power of two trials. At most 128 settings. Source: I. M. Sobol', 1967; direction numbers of S. Joe, F. Y. Kuo, 2008; scrambling after A. B. Owen, 1995.
/// </remarks>
public sealed record SobolSampler : Sampler
{
    /// <summary>Whether the seed scrambles the digits, so that two seeds give two sequences. Default true.</summary>
    public bool Scramble { get; init; } = true;

    internal override ISamplerRun Start(SpaceShape shape, long seed) =>
        shape.Dimensions.Count <= SobolDirections.MaxDimensions
            ? new Drawn(new SobolSequence(shape.Dimensions.Count, Scramble ? seed : null))
            : throw new ArgumentException($"The space has {shape.Dimensions.Count} settings, a Sobol' sequence at most {SobolDirections.MaxDimensions}. Use random search.", nameof(shape));

    sealed class Drawn(SobolSequence sequence) : ISamplerRun
    {
        public double[] Draw(int draw, IReadOnlyList<Observation> known, IReadOnlyList<double[]> pending) => sequence.Point(draw);
    }
}

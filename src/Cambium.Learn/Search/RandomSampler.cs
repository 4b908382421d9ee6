using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Tries settings drawn at random.</summary>
/// <remarks>The baseline that others must beat; good where many settings hardly matter. Source: J. Bergstra, Y. Bengio, "Random Search for Hyper-Parameter Optimization", 2012.</remarks>
public sealed record RandomSampler : Sampler
{
    internal override ISamplerRun Start(SpaceShape shape, long seed) => new Drawn(shape.Dimensions.Count, new RandomStream(seed));

    /// <summary>A random point.</summary>
    internal static double[] Point(int dimensions, RandomStream random)
    {
        var point = new double[dimensions];
        foreach (ref var place in point.AsSpan())
        {
            place = random.NextDouble();
        }

        return point;
    }

    sealed class Drawn(int dimensions, RandomStream random) : ISamplerRun
    {
        public double[] Draw(int draw, IReadOnlyList<Observation> known, IReadOnlyList<double[]> pending) => Point(dimensions, random.Fork(draw));
    }
}

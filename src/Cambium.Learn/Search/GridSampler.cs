using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Tries every combination of some values of each setting, the last setting changing fastest.</summary>
/// <remarks>Use it for one or two settings, or where all combinations of listed values shall be seen; the number of trials grows with their product. The search ends when all are tried.</remarks>
public sealed record GridSampler : Sampler
{
    const int MaxPoints = 1_000_000;

    /// <summary>How many values of a range of numbers are tried, evenly from end to end. Default 5. Range [2, 1,000]. Ranges of fewer whole numbers give all of them; listed values are all tried.</summary>
    public int Steps { get; init => field = Check.InRange(value, 2, 1000); } = 5;

    internal override ISamplerRun Start(SpaceShape shape, long seed)
    {
        var points = new List<double[]>();
        Add(shape, new double[shape.Dimensions.Count], 0, points);
        return new Drawn(points);
    }

    void Add(SpaceShape shape, double[] point, int dimension, List<double[]> points)
    {
        if (dimension == point.Length)
        {
            points.Add((double[])point.Clone());
            if (points.Count > MaxPoints)
            {
                throw new ArgumentException($"The grid has more than {MaxPoints} points. Use fewer values a setting, or another sampler.", nameof(shape));
            }

            return;
        }

        foreach (var place in shape.Exists(dimension, point) ? Places(shape.Dimensions[dimension].Range) : [0])
        {
            point[dimension] = place;
            Add(shape, point, dimension + 1, points);
        }
    }

    IEnumerable<double> Places(SearchRange range)
    {
        var steps = range.Kind == SearchRangeKind.Choice ? (int)range.Count : range.Kind == SearchRangeKind.Whole ? (int)Math.Min(range.Count, Steps) : Steps;
        return range.Kind == SearchRangeKind.Choice || range.Count == steps
            ? Enumerable.Range(0, steps).Select(step => range.IsLog ? range.PlaceOf(RecipeSettings.Text(range.Low + step)) : (step + 0.5) / steps)
            : Enumerable.Range(0, steps).Select(step => (double)step / (steps - 1));
    }

    sealed class Drawn(List<double[]> points) : ISamplerRun
    {
        public int Count => points.Count;

        public double[] Draw(int draw, IReadOnlyList<Observation> known, IReadOnlyList<double[]> pending) => points[draw];
    }
}

using FsCheck;
using FsCheck.Fluent;

namespace Cambium.Tracking.Tests;

/// <summary>Points as runs log them, and odd ones; few enough different ones that some come twice.</summary>
static class RandomPoints
{
    static readonly double[] OddValues = [0.0, -0.0, double.NaN, double.MaxValue, -double.MaxValue, double.Epsilon, 1, 0.5, 1.0 / 3, (float)0.1, 1e-300];

    static readonly long[] OddNumbers = [0, 1, -1, long.MaxValue, long.MinValue, 1_700_000_000_000, 1_700_000_000_001];

    static Gen<double> Values => Gen.OneOf(Gen.Elements(OddValues), ArbMap.Default.GeneratorFor<double>().Where(double.IsFinite), Gen.Choose(-3, 3).Select(value => (double)value));

    static Gen<long> Numbers => Gen.OneOf(Gen.Elements(OddNumbers), Gen.Choose(0, 8).Select(number => (long)number), Gen.Choose(0, 2000).Select(number => 1000L * number));

    internal static Gen<HistoryPoint> One => from time in Numbers from step in Numbers from value in Values select new HistoryPoint(time, step, value);

    internal static Gen<HistoryPoint[]> Many => Gen.OneOf(One.NonEmptyListOf().Select(points => points.ToArray()), Series);

    /// <summary>What a training loop logs.</summary>
    static Gen<HistoryPoint[]> Series =>
        from count in Gen.Choose(1, 200)
        from delta in Gen.Choose(0, 3)
        from values in Values.ArrayOf(count)
        select values.Select((value, i) => new HistoryPoint(1_700_000_000_000 + (delta * i), i, value)).ToArray();

    internal static Gen<HistoryPoint[]> Ascending => Many.Select(points => Naive(points).ToArray());

    internal static Gen<KeyedPoint[]> Keyed =>
        from points in Many
        from keys in Gen.OneOf(Gen.Choose(1, 3), Gen.Elements(int.MaxValue, 0)).ArrayOf(points.Length)
        select points.Zip(keys, (point, key) => new KeyedPoint(key, point)).ToArray();

    internal static Gen<(HistoryPoint[] Points, bool IsChunk, Dictionary<int, byte> Flips, int Cut, byte[] Noise)> Damage =>
        from points in Ascending
        from chunk in ArbMap.Default.GeneratorFor<bool>()
        from flips in Gen.Zip(Gen.Choose(0, 20), ArbMap.Default.GeneratorFor<byte>()).NonEmptyListOf()
        from cut in Gen.Choose(0, 3)
        from noise in ArbMap.Default.GeneratorFor<byte[]>()
        select (points, chunk, flips.GroupBy(flip => flip.Item1).ToDictionary(same => same.Key, same => same.First().Item2), cut, noise.Prepend((byte)(chunk ? 2 : 1)).ToArray());

    /// <summary>The set, in order, worked out the plain way.</summary>
    internal static IEnumerable<HistoryPoint> Naive(IEnumerable<HistoryPoint> points) => points
        .Select(point => (point.Time, point.Step, IsNan: double.IsNaN(point.Value), Value: double.IsNaN(point.Value) ? 0 : point.Value))
        .Distinct()
        .OrderBy(point => point.Time).ThenBy(point => point.Step).ThenBy(point => point.Value).ThenBy(point => point.IsNan)
        .Select(point => new HistoryPoint(point.Time, point.Step, point.IsNan ? double.NaN : point.Value));
}

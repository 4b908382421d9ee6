namespace Cambium.Learn;

/// <summary>How the intervals or sets of some rows do.</summary>
/// <param name="Name">The rows' group or true class.</param>
/// <param name="Rows">How many they are.</param>
/// <param name="Coverage">The share of them whose truth is in the interval or set.</param>
/// <param name="Interval">The 95 % interval of that share.</param>
/// <param name="MeanSize">The mean width of the intervals, or number of classes in the sets.</param>
public sealed record CoveragePart(string Name, int Rows, double Coverage, Interval Interval, double MeanSize);

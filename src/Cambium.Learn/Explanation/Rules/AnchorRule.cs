using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>A rule whose precision is being found.</summary>
/// <param name="conditions">The places of the conditions, in the order in which they were found.</param>
/// <param name="coverage">The share of the background for which they hold.</param>
/// <param name="random">What its rows are drawn with.</param>
sealed class AnchorRule(int[] conditions, double coverage, RandomStream random)
{
    internal int[] Conditions { get; } = conditions;

    internal double Coverage { get; } = coverage;

    internal RandomStream Random { get; } = random;

    /// <summary>How many rows were made.</summary>
    internal int Count { get; set; }

    /// <summary>For how many of them the decision stayed.</summary>
    internal int Same { get; set; }

    internal double Precision => Count == 0 ? 0 : (double)Same / Count;
}

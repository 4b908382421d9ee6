namespace Cambium.Learn;

/// <summary>From which probability on rows of a group are called positive.</summary>
/// <param name="Group">The group; empty for rows of a group that training did not see, or saw too little of.</param>
/// <param name="Threshold">The threshold of most rows or of all; above 1: none is called positive.</param>
/// <param name="Other">The threshold of the share drawn below.</param>
/// <param name="OtherShare">The share of rows that are called by <paramref name="Other"/>, so that a rate between two thresholds is met.</param>
/// <param name="Blind">The share of rows that are called without a look at their probability, which lowers a group's rates to those that every group can reach; 0 but for equalised odds.</param>
/// <param name="BlindPositive">The share of those that are called positive.</param>
public sealed record GroupThreshold(string Group, double Threshold, double Other, double OtherShare, double Blind, double BlindPositive)
{
    /// <summary>The chance that a row of a probability is called positive.</summary>
    internal double Chance(double probability) =>
        (Blind * BlindPositive) + ((1 - Blind) * (((1 - OtherShare) * (probability >= Threshold ? 1 : 0)) + (OtherShare * (probability >= Other ? 1 : 0))));
}

namespace Cambium.Learn;

/// <summary>One figure of how groups are treated.</summary>
/// <param name="Name">Its name, in lower case with underscores: "demographic_parity_difference".</param>
/// <param name="Value">Its value; NaN where the rows do not define it.</param>
public sealed record FairnessFigure(string Name, double Value)
{
    /// <summary>Its 95 % interval, of a difference that between the two groups named; null where there is none.</summary>
    public Interval? Interval { get; init; }

    /// <summary>
    /// How often groups that are treated alike would be found at least so far apart by sampling alone; over all groups that are compared, so that picking the two farthest apart is
    /// accounted for. Null where there is no such test.
    /// </summary>
    public double? PValue { get; init; }

    /// <summary>The group with the highest rate; empty for figures of all rows.</summary>
    public string Highest { get; init; } = "";

    /// <summary>The group with the lowest rate; empty for figures of all rows.</summary>
    public string Lowest { get; init; } = "";
}

namespace Cambium.Learn;

/// <summary>What must be alike between groups. The positive class is the second.</summary>
public enum FairConstraint
{
    /// <summary>The share of rows called positive.</summary>
    DemographicParity,

    /// <summary>The share of positive rows called positive.</summary>
    EqualOpportunity,

    /// <summary>The share of positive rows, and that of negative rows, called positive.</summary>
    EqualisedOdds,

    /// <summary>The share of rows called wrong, in every group at most a bound. Only where a constraint is held during learning.</summary>
    BoundedError,
}

namespace Cambium.Tracking;

/// <summary>How a request stands; the names are what the store keeps.</summary>
enum AliasRequestState
{
    /// <summary>It may be approved, and the alias set.</summary>
    Open,

    /// <summary>The alias was set.</summary>
    Done,

    /// <summary>Who asked took it back.</summary>
    Withdrawn,

    /// <summary>Somebody turned it down.</summary>
    Refused,
}

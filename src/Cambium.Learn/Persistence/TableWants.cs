namespace Cambium.Learn;

/// <summary>What must be done to a table of any columns before a learner does well on it.</summary>
enum TableWants
{
    /// <summary>Nothing: the learner reads missing values and categories.</summary>
    Nothing,

    /// <summary>Missing values filled and categories made numbers; no number may change its scale or sign.</summary>
    Numbers,

    /// <summary>The same, and all numbers brought to one scale.</summary>
    ScaledNumbers,
}

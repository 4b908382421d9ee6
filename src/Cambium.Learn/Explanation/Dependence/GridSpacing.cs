namespace Cambium.Learn;

/// <summary>Where the values of a number's grid stand.</summary>
public enum GridSpacing
{
    /// <summary>Equally many rows between neighbours, so that the grid is dense where the rows are.</summary>
    Quantiles,

    /// <summary>Equal steps.</summary>
    Even,
}

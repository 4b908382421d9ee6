namespace Cambium.Learn;

/// <summary>What to put where a number is missing.</summary>
public enum ImputeNumbers
{
    /// <summary>The median of the column's values; the mean of the middle two where their count is even.</summary>
    Median,

    /// <summary>The mean of the column's values.</summary>
    Mean,

    /// <summary>The number that most rows have; the least among equals.</summary>
    MostFrequent,

    /// <summary>The number given as <see cref="Impute.Constant"/>.</summary>
    Constant,
}

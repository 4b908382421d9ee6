namespace Cambium.Learn;

/// <summary>How rows are put into bins by their predicted probability.</summary>
public enum CalibrationBinning
{
    /// <summary>Bins of equal width, [i / bins, (i + 1) / bins), the last with 1. Says where on the scale the probabilities are off; bins of few rows are noisy.</summary>
    EqualWidth,

    /// <summary>Bins of about equally many rows, by the order of the probabilities; rows of equal probability stay together, in the bin where the middle of them falls.</summary>
    EqualMass,
}

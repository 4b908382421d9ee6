using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>How to hold predicted probabilities against what was observed.</summary>
public sealed record CalibrationOptions
{
    /// <summary>The number of bins; those without rows are left out. Default 10. Range [2, 1000].</summary>
    public int Bins { get; init => field = Check.InRange(value, 2, 1000); } = 10;

    /// <summary>How rows are put into bins. Default EqualWidth.</summary>
    public CalibrationBinning Binning { get; init => field = Check.Defined(value); }

    /// <summary>
    /// The class whose probability is looked at, against all others. Null, the default: of two classes the second; of more the most probable class of each row, and whether it is right (its confidence).
    /// </summary>
    public string? Class { get; init; }

    /// <summary>How the intervals of the errors are made; its metrics are not asked for.</summary>
    public EvaluateOptions Evaluate { get; init => field = value ?? throw new ArgumentNullException(nameof(Evaluate)); } = new();
}

using Cambium.Data;

namespace Cambium.Learn;

/// <summary>How well a regressor does. Scores, each with a 95 % bootstrap interval: rmse, mae, r2 (NaN where the truth is constant).</summary>
public sealed record RegressionReport : Report
{
    /// <summary>True values of up to 1,000 rows, evenly spaced among those judged.</summary>
    public required EquatableArray<double> SampleTruth { get; init; }

    /// <summary>The predictions for the same rows.</summary>
    public required EquatableArray<double> SamplePredicted { get; init; }
}

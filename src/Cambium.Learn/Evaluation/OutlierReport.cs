using Cambium.Data;

namespace Cambium.Learn;

/// <summary>How strange rows are. Scores: outlier_share, threshold, and the least, median and largest score.</summary>
public sealed record OutlierReport : Report
{
    /// <summary>The score of up to 1,000 rows, evenly spaced among those judged, from the largest to the least.</summary>
    public required EquatableArray<double> SampleScores { get; init; }
}

using System.Globalization;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>
/// How many truths a conformal model's intervals or sets hold. Scores: coverage, with a 95 % interval (Wilson's, or by resampling whole groups where rows belong together); for intervals mean_width and
/// median_width; for sets mean_set_size, empty (the share of sets without a class) and single (of those with one).
/// </summary>
/// <remarks>Source: E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", 1927.</remarks>
public sealed record CoverageReport : Report
{
    /// <summary>The share that the model was fitted to cover.</summary>
    public required double Expected { get; init; }

    /// <summary>What the groups are of: the columns, parted by commas; empty where rows are not grouped.</summary>
    public required string By { get; init; }

    /// <summary>One a group, in the order of their names.</summary>
    public required EquatableArray<CoveragePart> Groups { get; init; }

    /// <summary>One a true class; none for intervals.</summary>
    public required EquatableArray<CoveragePart> Classes { get; init; }

    /// <inheritdoc/>
    private protected override string Details() =>
        $"{TextTable.Of([["expected coverage", Expected.ToString(CultureInfo.InvariantCulture)]])}{Lines(By, Groups)}{Lines("class", Classes)}";

    static string Lines(string heading, EquatableArray<CoveragePart> parts) => parts.Count == 0 ? "" : TextTable.Of(
    [
        [heading, "rows", "coverage", "", "mean size"],
        .. parts.Select(part => (string[])[part.Name, $"{part.Rows}", TextTable.Number(part.Coverage), TextTable.Range(part.Interval), TextTable.Number(part.MeanSize)]),
    ]);
}

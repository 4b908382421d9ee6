namespace Cambium.Learn;

/// <summary>How far columns act together rather than side by side.</summary>
/// <param name="Columns">"a", for a column with all the others, or "a and b".</param>
/// <param name="H">Friedman's H, the root of <paramref name="Share"/>: 0 where they act side by side; 1 where all that they do they do together.</param>
/// <param name="Share">H², the variance of what they do together as a share of the variance of all that they do; may go beyond 1 by chance.</param>
/// <param name="Deviation">The root of the mean square of what they do together, in the answer's unit: a large share of nearly nothing is nearly nothing.</param>
public sealed record Interaction(string Columns, double H, double Share, double Deviation);

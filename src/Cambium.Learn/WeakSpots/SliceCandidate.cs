namespace Cambium.Learn;

/// <summary>A slice that may be worse than the rest.</summary>
/// <param name="Columns">The columns of its conditions.</param>
/// <param name="Codes">The condition of each.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="T">Welch's statistic.</param>
/// <param name="PValue">Its p-value.</param>
/// <param name="Effect">Its effect.</param>
sealed record SliceCandidate(int[] Columns, int[] Codes, SliceMoments Rows, double T, double PValue, double Effect);

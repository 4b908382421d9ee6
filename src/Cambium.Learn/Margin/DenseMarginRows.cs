using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Rows of a dense matrix.</summary>
/// <param name="values">n × p, row-major.</param>
/// <param name="count">n.</param>
/// <param name="featureCount">p.</param>
readonly struct DenseMarginRows(double[] values, int count, int featureCount) : IMarginRows
{
    /// <inheritdoc/>
    public int Count => count;

    /// <inheritdoc/>
    public int FeatureCount => featureCount;

    /// <inheritdoc/>
    public bool IsDense => true;

    /// <inheritdoc/>
    public ReadOnlySpan<int> Features(int row) => [];

    /// <inheritdoc/>
    public double Dot(int row, ReadOnlySpan<double> w) => Numerics.Dot.Of(values.AsSpan(row * featureCount, featureCount), w);

    /// <inheritdoc/>
    public double SquaredLength(int row) => Dot(row, values.AsSpan(row * featureCount, featureCount));

    /// <inheritdoc/>
    /// <remarks>The processor foresees the run of a long row by itself.</remarks>
    public void Prefetch(int row)
    {
    }

    /// <inheritdoc/>
    public void AddTo(Span<double> w, int row, double a) => AddScaled.Into(a, values.AsSpan(row * featureCount, featureCount), w);
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cambium.Learn;

/// <summary>
/// What boosting minimises: for each row a loss of its scores, with the first and second derivative by each score. Rows are worked on in vectors;
/// arrays of rows are padded so that the last one may be full, and what stands in the padding never counts.
/// </summary>
abstract unsafe class BoostingLoss : IDisposable
{
    private protected const int Lanes = 8;

    private protected BoostingLoss(int rowCount, double[] weights)
    {
        RowCount = rowCount;
        Weights = weights.Length == 0 ? null : Padded(weights);
        TotalWeight = weights.Length == 0 ? rowCount : weights.Sum();
    }

    /// <summary>n, the number of rows.</summary>
    internal int RowCount { get; }

    /// <summary>The number of scores of a row, and of trees in a round.</summary>
    internal abstract int Outputs { get; }

    /// <summary>What a mean loss divides by: the sum of the weights.</summary>
    internal double TotalWeight { get; private protected init; }

    /// <summary>The weight of each row, padded; null where all are 1.</summary>
    internal NativeArray<double>? Weights { get; }

    /// <summary>The length of an array of rows with its padding.</summary>
    internal static int PaddedLength(int rows) => (rows + Lanes - 1) / Lanes * Lanes;

    /// <summary>The constant scores, one an output, that minimise the loss.</summary>
    internal abstract double[] Baselines();

    /// <summary>Called for all rows before the first output of a round.</summary>
    internal virtual void BeginRound(int start, int end, NativeArray<double>[] scores)
    {
    }

    /// <summary>Writes the derivatives by one output of the rows from <paramref name="start"/>, a multiple of 8, to <paramref name="end"/>.</summary>
    internal abstract void Derivatives(int output, int start, int end, NativeArray<double>[] scores, double* gradients, double* hessians);

    /// <summary>A leaf's value from the sums of its rows' derivatives: the Newton step −S(G, α) / (H + λ), with S(G, α) the part of G beyond ±α.</summary>
    internal virtual double LeafValue(double gradient, double hessian, double l1, double l2)
    {
        var beyond = l1 == 0 ? gradient : Math.CopySign(Math.Max(Math.Abs(gradient) - l1, 0), gradient);
        return hessian + l2 > 0 ? -(beyond / (hessian + l2)) : 0;
    }

    /// <summary>Where a leaf's value is a statistic of how far its rows' targets lie above their scores: the targets, padded; else null.</summary>
    internal virtual NativeArray<double>? Targets => null;

    /// <summary>That statistic. Asked for only where there are <see cref="Targets"/>.</summary>
    /// <param name="residuals">Targets minus scores; left in another order.</param>
    /// <param name="weights">One a residual, left in the same order; empty where all are 1.</param>
    internal virtual double Location(Span<double> residuals, Span<double> weights) => throw new NotSupportedException("The loss has Newton steps.");

    /// <summary>The weighted sum of the losses of some rows.</summary>
    internal abstract double Sum(int start, int end, NativeArray<double>[] scores);

    public virtual void Dispose() => Weights?.Dispose();

    private protected static NativeArray<double> Padded(ReadOnlySpan<double> values)
    {
        var padded = new NativeArray<double>(PaddedLength(values.Length));
        padded.Span.Clear();
        values.CopyTo(padded.Span);
        return padded;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private protected Vector512<double> WeightsAt(int row) => Weights is null ? Vector512<double>.One : Vector512.Load(Weights.Pointer + row);

    private protected double WeightAt(int row) => Weights is null ? 1 : Weights.Pointer[row];
}

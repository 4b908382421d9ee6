using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Learns what rows are like, so as to tell those that are not. It has no target.</summary>
public abstract record OutlierDetector : Recipe
{
    private protected OutlierDetector()
    {
    }

    /// <summary>Learns from a table. Every column but the weight is a feature.</summary>
    /// <param name="train">The rows to learn from; at least one.</param>
    /// <param name="options">Weights, threads, progress, cancellation; validation rows are ignored.</param>
    /// <exception cref="ArgumentException">A column is not there, or settings contradict each other.</exception>
    /// <exception cref="TableException">The rows cannot be learned from; the message lists every problem.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public abstract OutlierDetectorModel Fit(Table train, FitOptions options = default);

    /// <summary>Learns from a table without one of its columns, so that the outliers can be compared with what it says.</summary>
    /// <param name="train">The rows to learn from; at least one.</param>
    /// <param name="target">The column to leave out.</param>
    /// <param name="options">Weights, threads, progress, cancellation; validation rows are ignored.</param>
    /// <exception cref="ArgumentException">A column is not there, or settings contradict each other.</exception>
    /// <exception cref="TableException">The rows cannot be learned from; the message lists every problem.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public sealed override OutlierDetectorModel Fit(Table train, string target, FitOptions options = default)
    {
        ArgumentNullException.ThrowIfNull(train);
        return Fit(train.Drop(target), options);
    }
}

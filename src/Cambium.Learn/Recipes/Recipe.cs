using Cambium.Data;

namespace Cambium.Learn;

/// <summary>
/// Says how to learn. Immutable; equal when all settings are equal; used any number of times, from any thread.
/// A recipe is a <see cref="Classifier"/> or a <see cref="Regressor"/>, which learn a target, or a <see cref="Clusterer"/> or an
/// <see cref="OutlierDetector"/>, which have none; this common base lets tracking and the command line treat all alike.
/// </summary>
public abstract record Recipe
{
    private protected Recipe()
    {
    }

    /// <summary>Learns from a table. Every column but the target and the weight is a feature.</summary>
    /// <param name="train">The rows to learn from; at least one.</param>
    /// <param name="target">The column to predict; no value may be missing. A recipe that has no target leaves the column out.</param>
    /// <param name="options">Weights, validation rows, threads, progress, cancellation.</param>
    /// <returns>A fitted model.</returns>
    /// <exception cref="ArgumentException">A column is not there, or settings contradict each other.</exception>
    /// <exception cref="TableException">The rows cannot be learned from; the message lists every problem.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled.</exception>
    public abstract Model Fit(Table train, string target, FitOptions options = default);
}

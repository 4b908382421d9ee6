namespace Cambium.Learn;

/// <summary>One call of a stochastic gradient method.</summary>
/// <param name="Settings">How to run.</param>
/// <param name="Seed">The seed of the order of the rows and of those held out.</param>
/// <param name="ValidationShare">The share of the rows to hold out; 0 for none.</param>
/// <param name="Options">Threads, progress, cancellation.</param>
sealed record SgdCall(SgdSettings Settings, long Seed, double ValidationShare, FitOptions Options);

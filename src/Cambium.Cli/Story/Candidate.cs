using Cambium.Learn;
using Cambium.Tracking;

namespace Cambium.Cli;

/// <summary>A pipeline that competes, with the run that tracks it.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Recipe">The pipeline.</param>
/// <param name="Run">Its run, still open.</param>
/// <param name="Validation">What cross-validation says of it.</param>
sealed record Candidate(string Name, Classifier Recipe, Run Run, CrossValidation Validation);

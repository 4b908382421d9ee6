namespace Cambium.Learn;

/// <summary>A machine that tells two classes apart.</summary>
/// <param name="Rows">The rows of both classes, rising, as numbers of <see cref="KernelRows"/>.</param>
/// <param name="Result">What was found for them.</param>
/// <param name="Scaling">How a decision becomes the probability of the second class.</param>
sealed record PairMachine(int[] Rows, SmoResult Result, PlattScaling Scaling);

namespace Cambium.Learn;

/// <summary>A recipe's settings of its kernel.</summary>
/// <param name="Kernel">The formula.</param>
/// <param name="Gamma">γ, or null for one that suits the spread of the features.</param>
/// <param name="Degree">The power of the polynomial.</param>
/// <param name="Constant">What the polynomial and the sigmoid add.</param>
readonly record struct KernelSettings(SupportVectorKernel Kernel, double? Gamma, int Degree, double Constant);

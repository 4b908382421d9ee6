namespace Cambium.Learn;

/// <summary>How alike two rows x and z are to a support vector machine.</summary>
public enum SupportVectorKernel
{
    /// <summary>exp(−γ ‖x − z‖²), for smooth shapes of any kind.</summary>
    Rbf,

    /// <summary>x·z, for flat borders.</summary>
    Linear,

    /// <summary>(γ x·z + constant)^degree, for products of up to so many features.</summary>
    Polynomial,

    /// <summary>tanh(γ x·z + constant). No true kernel for most settings; the result is then a local optimum.</summary>
    Sigmoid,
}

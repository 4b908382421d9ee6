using System.Runtime.CompilerServices;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>A kernel with its numbers, and the arithmetic that makes its values of dot products, many at a time.</summary>
/// <param name="Kind">The formula.</param>
/// <param name="Gamma">γ; above 0.</param>
/// <param name="Degree">The power of the polynomial.</param>
/// <param name="Constant">What the polynomial and the sigmoid add.</param>
readonly record struct KernelFunction(SupportVectorKernel Kind, double Gamma, int Degree, double Constant)
{
    /// <summary>The largest magnitude that a value can have between rows of at most this squared length.</summary>
    internal double Bound(double squaredLength) => Kind switch
    {
        SupportVectorKernel.Linear => squaredLength,
        SupportVectorKernel.Polynomial => Math.Pow((Gamma * squaredLength) + Math.Abs(Constant), Degree),
        _ => 1,
    };

    /// <summary>The value of a row with itself.</summary>
    internal double OfSelf(double squaredLength) => Kind switch
    {
        SupportVectorKernel.Linear => squaredLength,
        SupportVectorKernel.Polynomial => Math.Pow((Gamma * squaredLength) + Constant, Degree),
        SupportVectorKernel.Sigmoid => Math.Tanh((Gamma * squaredLength) + Constant),
        _ => 1,
    };

    /// <summary>The values of a vector of dot products.</summary>
    /// <param name="dot">x·z in each lane.</param>
    /// <param name="squares">‖x‖² + ‖z‖² in each lane.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal TVector Of<TSimd, TVector>(TVector dot, TVector squares)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        if (Kind == SupportVectorKernel.Rbf)
        {
            var distance = TSimd.MaxNative(TSimd.MultiplyAdd(TSimd.Broadcast(-2), dot, squares), TSimd.Broadcast(0));
            return TSimd.Exp(TSimd.Multiply(TSimd.Broadcast(-Gamma), distance));
        }

        return Kind == SupportVectorKernel.Linear ? dot : OfProduct<TSimd, TVector>(TSimd.MultiplyAdd(TSimd.Broadcast(Gamma), dot, TSimd.Broadcast(Constant)));
    }

    TVector OfProduct<TSimd, TVector>(TVector product)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var one = TSimd.Broadcast(1);
        if (Kind == SupportVectorKernel.Sigmoid)
        {
            // tanh z = 1 − 2 / (e^2z + 1), which neither overflows nor meets ∞ / ∞.
            return TSimd.Subtract(one, TSimd.Divide(TSimd.Broadcast(2), TSimd.Add(TSimd.Exp(TSimd.Add(product, product)), one)));
        }

        var power = one;
        for (var left = Degree; left > 0; left >>= 1)
        {
            power = (left & 1) == 1 ? TSimd.Multiply(power, product) : power;
            product = TSimd.Multiply(product, product);
        }

        return power;
    }
}

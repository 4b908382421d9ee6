namespace Cambium.Numerics;

/// <summary>
/// The vector operations that the kernels are made of, so that each kernel is written once and compiled for every width. Arithmetic follows IEEE 754 in
/// each lane; <see cref="MultiplyAdd"/> rounds once where the processor can, else twice, so results differ between widths in the last bits.
/// </summary>
/// <typeparam name="TVector">A vector of doubles; a plain double at width 1.</typeparam>
interface ISimd<TVector>
    where TVector : struct
{
    /// <summary>The number of lanes.</summary>
    static abstract int Width { get; }

    static abstract TVector Load(ref double source, nuint offset);

    /// <summary>Single-precision numbers, widened.</summary>
    static abstract TVector LoadSingle(ref float source, nuint offset);

    /// <summary>Rounds to single precision.</summary>
    static abstract void StoreSingle(TVector vector, ref float target, nuint offset);

    static abstract void Store(TVector vector, ref double target, nuint offset);

    static abstract TVector Broadcast(double value);

    static abstract TVector Add(TVector a, TVector b);

    static abstract TVector Subtract(TVector a, TVector b);

    static abstract TVector Multiply(TVector a, TVector b);

    static abstract TVector Divide(TVector a, TVector b);

    /// <summary>a · b + c.</summary>
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);

    static abstract TVector Max(TVector a, TVector b);

    static abstract TVector Min(TVector a, TVector b);

    /// <summary>The larger, in one instruction; where one is NaN, either.</summary>
    static abstract TVector MaxNative(TVector a, TVector b);

    /// <summary>The smaller, in one instruction; where one is NaN, either.</summary>
    static abstract TVector MinNative(TVector a, TVector b);

    static abstract TVector Abs(TVector a);

    /// <summary>Where <paramref name="test"/> is below 0, <paramref name="negative"/>, else (NaN included) <paramref name="other"/>.</summary>
    static abstract TVector SelectNegative(TVector test, TVector negative, TVector other);

    /// <summary>eᵃ, relative error at most 4.5e-16; overflow gives ∞, underflow 0, NaN stays.</summary>
    static abstract TVector Exp(TVector a);

    /// <summary>The natural logarithm of numbers of at least 1, relative error at most 4.5e-16.</summary>
    static abstract TVector Log(TVector a);

    /// <summary>The sum of the lanes.</summary>
    static abstract double Sum(TVector a);

    /// <summary>The largest lane.</summary>
    static abstract double MaxLane(TVector a);

    /// <summary>The smallest lane.</summary>
    static abstract double MinLane(TVector a);
}

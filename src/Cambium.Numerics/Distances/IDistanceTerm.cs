namespace Cambium.Numerics;

/// <summary>What one coordinate's difference adds to a reduced distance. Every operation rounds by itself, so that vectors of any width and plain numbers agree to the bit.</summary>
interface IDistanceTerm
{
    static abstract TVector Add<TSimd, TVector>(TVector sum, TVector difference)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct;
}

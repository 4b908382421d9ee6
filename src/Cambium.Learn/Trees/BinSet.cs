using System.Runtime.CompilerServices;

namespace Cambium.Learn;

/// <summary>A set of bin numbers from 0 to 255.</summary>
[InlineArray(Words)]
struct BinSet
{
    const int Words = 4;

    ulong _word;

    internal readonly bool Contains(int bin) => (this[bin >> 6] >> (bin & 63) & 1) != 0;

    internal void Add(int bin) => this[bin >> 6] |= 1UL << (bin & 63);
}

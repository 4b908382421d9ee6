using Cambium.Data;

namespace Cambium.Tracking;

/// <summary>What went from one store of datasets to another.</summary>
/// <param name="Versions">The numbers of the versions that the other did not have, in order.</param>
/// <param name="Chunks">How many chunks went.</param>
/// <param name="Bytes">What they take in the other store, packed.</param>
public sealed record DatasetTransfer(EquatableArray<int> Versions, int Chunks, long Bytes);

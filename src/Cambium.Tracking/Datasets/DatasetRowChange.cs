using Cambium.Data;

namespace Cambium.Tracking;

/// <summary>A row that is not the same in two versions.</summary>
/// <param name="OldRow">Its number in the older, from 0; null where it was added.</param>
/// <param name="NewRow">Its number in the newer, from 0; null where it was removed.</param>
/// <param name="Cells">Its values: of a changed row the key and what changed, else those of all columns that both versions have.</param>
public sealed record DatasetRowChange(int? OldRow, int? NewRow, EquatableArray<DatasetCell> Cells);

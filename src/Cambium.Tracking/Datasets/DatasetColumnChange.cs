using Cambium.Data;

namespace Cambium.Tracking;

/// <summary>A column that is not the same in two versions.</summary>
/// <param name="Name">The column.</param>
/// <param name="Was">Its type in the older; null where the older has it not.</param>
/// <param name="Becomes">Its type in the newer; null where the newer has it not.</param>
public sealed record DatasetColumnChange(string Name, ColumnType? Was, ColumnType? Becomes);

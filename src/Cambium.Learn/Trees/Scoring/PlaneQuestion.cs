namespace Cambium.Learn;

/// <summary>What one question on a number does to eight of a tree's leaves.</summary>
/// <param name="Column">The place of its column.</param>
/// <param name="Rank">The place of its threshold among those of the column.</param>
/// <param name="Cleared">The leaves that a row loses that goes right.</param>
readonly record struct PlaneQuestion(ushort Column, byte Rank, byte Cleared);

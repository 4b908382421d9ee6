namespace Cambium.Tracking;

/// <summary>Half of a SHA-256. Two numbers instead of one of 128 bits, which would be aligned to 16 bytes and make a dictionary's entries longer.</summary>
readonly record struct RowDigest(ulong First, ulong Second);

namespace Cambium.Learn;

/// <summary>Two clusters that became one. A number below n is a row, n + t is what merge t, counted from 0, made.</summary>
/// <param name="First">The lower number of the two.</param>
/// <param name="Second">The higher.</param>
/// <param name="Height">Their distance by the linkage.</param>
/// <param name="Size">The rows of both.</param>
public readonly record struct Merge(int First, int Second, double Height, int Size);

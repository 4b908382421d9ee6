namespace Cambium.Learn;

/// <summary>A row to make: between a row and another, its categories as most of some rows have them.</summary>
/// <param name="Base">The row that it starts from.</param>
/// <param name="Toward">The row that it leans to.</param>
/// <param name="Step">How far, from 0 to less than 1.</param>
/// <param name="Voters">The neighbours of the base, the nearest first.</param>
readonly record struct SyntheticRow(int Base, int Toward, double Step, ReadOnlyMemory<int> Voters);

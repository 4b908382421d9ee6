namespace Cambium.Learn;

/// <summary>The coefficients that minimise a sum of squares.</summary>
/// <param name="Coefficients">One number for each column of the design, in the columns' own units; 0 for those that others make up.</param>
/// <param name="Intercept">The constant; 0 where there is none.</param>
/// <param name="Rank">How many columns are linearly independent.</param>
/// <param name="IsAliased">Which columns those before them make up.</param>
sealed record LinearSolution(double[] Coefficients, double Intercept, int Rank, bool[] IsAliased);

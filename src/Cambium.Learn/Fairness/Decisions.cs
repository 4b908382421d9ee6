namespace Cambium.Learn;

/// <summary>Truth and decision of each row, by one class against all others.</summary>
/// <param name="Truth">1 where the row is of the class, else 0.</param>
/// <param name="Called">1 where it is called so, else 0.</param>
/// <param name="Probabilities">The probability of the class for each row; empty where only decisions are known.</param>
sealed record Decisions(int[] Truth, int[] Called, double[] Probabilities);

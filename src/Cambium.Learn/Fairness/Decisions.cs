namespace Cambium.Learn;

/// <summary>Truth and decision of each row, by one class against all others.</summary>
/// <param name="Truth">1 where the row is of the class, else 0.</param>
/// <param name="Called">1 where it is called so, else 0.</param>
/// <param name="Probabilities">The probability of the class for each row; empty where only decisions are known.</param>
sealed record Decisions(int[] Truth, int[] Called, double[] Probabilities)
{
    /// <summary>Whether rows are called positive above a threshold and not below it; those that lie on it may be called either way.</summary>
    /// <param name="threshold">A probability.</param>
    /// <param name="rounding">Rows so near to it lie on it.</param>
    internal bool Go(double threshold, double rounding)
    {
        for (var row = 0; row < Called.Length; row++)
        {
            if (Called[row] == 1 ? Probabilities[row] < threshold - rounding : Probabilities[row] > threshold + rounding)
            {
                return false;
            }
        }

        return true;
    }
}

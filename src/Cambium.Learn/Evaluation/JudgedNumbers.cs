namespace Cambium.Learn;

/// <summary>A regressor's answers.</summary>
/// <param name="Truth">The true number of each row.</param>
/// <param name="Predicted">The predicted one.</param>
sealed record JudgedNumbers(double[] Truth, double[] Predicted) : JudgedRows
{
    internal override int Count => Truth.Length;

    internal override string Answerers => "regressors";

    internal override JudgedNumbers Take(int[] rows) => new(Array.ConvertAll(rows, row => Truth[row]), Array.ConvertAll(rows, row => Predicted[row]));
}

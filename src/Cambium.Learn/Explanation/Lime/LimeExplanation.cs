using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A linear fit to a model's answers near one row.</summary>
/// <param name="Answer">What is explained: "probability of yes", "log-odds of yes", or the name of a regressor's target.</param>
/// <param name="ModelAnswer">The model's answer to the row.</param>
/// <param name="LocalAnswer">What the fit answers there.</param>
/// <param name="Intercept">What the fit answers where no term holds, or all slopes' columns are 0.</param>
/// <param name="R2">The fit's weighted R²: where it is low, the answer near the row is not what the terms say.</param>
/// <param name="Terms">The terms, by how far they move the answer over the made rows: weight times deviation, the largest first.</param>
public sealed record LimeExplanation(string Answer, double ModelAnswer, double LocalAnswer, double Intercept, double R2, EquatableArray<LimeTerm> Terms)
{
    const int ShownTerms = 20;

    /// <summary>The terms that count most, as a small table.</summary>
    public override string ToString() =>
        $"{Answer} {TextTable.Number(ModelAnswer)}, by the local fit {TextTable.Number(LocalAnswer)} (R² {TextTable.Number(R2)})\n" +
        TextTable.Of(Terms.Take(ShownTerms).Select(term => (string[])[term.Text, TextTable.Number(term.Weight)]));
}

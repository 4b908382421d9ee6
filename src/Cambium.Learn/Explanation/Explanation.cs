using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Which columns a model's quality rests on (permutation importance).</summary>
/// <param name="Score">The score that was watched: roc_auc (two classes), accuracy (more), r2 (numbers), or the metric that was asked for.</param>
/// <param name="Baseline">The score with nothing shuffled.</param>
/// <param name="Importances">One a column that the model reads, or a group of them, the largest drop first.</param>
/// <remarks>
/// Source: L. Breiman, "Random Forests", 2001, section 10; A. Fisher, C. Rudin, F. Dominici, 2019 (model-agnostic form); C. Strobl, A.-L. Boulesteix, T. Kneib, T. Augustin, A. Zeileis, "Conditional
/// Variable Importance for Random Forests", 2008, and D. Debeer, C. Strobl, "Conditional Permutation Importance Revisited", 2020 (shuffling within parts); C. Molnar, G. König, B. Bischl,
/// G. Casalicchio, "Model-Agnostic Feature Importance and Effects with Dependent Features: A Conditional Subgroup Approach", 2023 (parts made by a tree on the other columns, for any model).
/// </remarks>
public sealed record Explanation(string Score, double Baseline, EquatableArray<Importance> Importances)
{
    /// <summary>Whether a larger score is a better one; where not, a drop is how far the score rises.</summary>
    public bool HigherIsBetter { get; init; } = true;

    /// <summary>The importances as a small table.</summary>
    public override string ToString() =>
        $"{Score} {TextTable.Number(Baseline)}; it {(HigherIsBetter ? "drops" : "rises")} by, when a column is shuffled:\n" +
        TextTable.Of(Importances.Select(importance =>
            (string[])[importance.Column, TextTable.Number(importance.Drop), $"± {TextTable.Number(importance.StandardDeviation)}"]));
}

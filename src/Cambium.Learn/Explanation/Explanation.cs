using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Which columns a model's quality rests on (permutation importance).</summary>
/// <param name="Score">The score that was watched: roc_auc (two classes), accuracy (more), r2 (numbers).</param>
/// <param name="Baseline">The score with nothing shuffled.</param>
/// <param name="Importances">One a column that the model reads, the largest drop first.</param>
/// <remarks>Source: L. Breiman, "Random Forests", 2001, section 10; A. Fisher, C. Rudin, F. Dominici, 2019 (model-agnostic form).</remarks>
public sealed record Explanation(string Score, double Baseline, EquatableArray<Importance> Importances)
{
    /// <summary>The importances as a small table.</summary>
    public override string ToString() =>
        $"{Score} {TextTable.Number(Baseline)}; it drops by, when a column is shuffled:\n" +
        TextTable.Of(Importances.Select(importance =>
            (string[])[importance.Column, TextTable.Number(importance.Drop), $"± {TextTable.Number(importance.StandardDeviation)}"]));
}

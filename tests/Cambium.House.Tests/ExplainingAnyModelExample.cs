using Cambium.Data;
using Cambium.Learn;

namespace Cambium.House.Tests;

/// <summary>The examples of docs/explaining.md under "Any model" as they stand there; <see cref="ExplainingAnyModelPageTests"/> compares the two letter by letter and runs them.</summary>
static class ExplainingAnyModelExample
{
    internal static IEnumerable<string> Run(Table mortgages)
    {
        // PAGE
        var rows = mortgages.Drop("insurance_denied");
        var (train, test) = rows.Split(0.7, stratifyBy: "deny", seed: 1);
        var model = new BoostedTreesClassifier { Trees = 60, Leaves = 8 }.Fit(train, "deny");

        var curve = PartialDependence.Of(model, test, "loan_to_value", new DependenceOptions { GridSize = 6 });
        // PAGE
        yield return $"{curve}";

        // PAGE
        var effects = AccumulatedEffects.Of(model, test, "payment_to_income", new EffectOptions { Intervals = 6, Margin = true });
        var together = Interactions.OfPairs(model, test, ["payment_to_income", "loan_to_value", "credit_history"], new InteractionOptions { Margin = true });
        // PAGE
        yield return $"{effects}{together}";

        // PAGE
        var importance = model.Explain(test, new ExplainOptions
        {
            Groups = [["payment_to_income", "housing_to_income"]],
            Conditional = true,
            Repeats = 20,
            Metric = Metric.Named("log_loss"),
        });
        var interval = importance.Importances[0].MeanInterval;
        // PAGE
        yield return $"{importance}";
        _ = interval;

        // PAGE
        var background = train.Slice(0, 100);
        var applicant = test.Slice(213, 1);

        var shap = KernelShap.Of(model, applicant, background);
        // PAGE
        yield return $"{shap}";

        // PAGE
        var local = Lime.Of(model, applicant, train, new LimeOptions());
        // PAGE
        yield return $"{local}";

        // PAGE
        var changes = Counterfactuals.Of(model, applicant, train, new CounterfactualOptions
        {
            Immutable = ["afam", "single", "high_school", "unemployment_rate"],
            OnlyDecreasing = ["payment_to_income", "housing_to_income"],
            Ranges = [new AllowedRange("loan_to_value", 0.5, 1)],
        });
        var anchor = Anchor.Of(model, applicant, train);
        // PAGE
        yield return $"{changes}{anchor}";

        // PAGE
        var surrogate = SurrogateTree.Of(model, train, new SurrogateOptions { MaxDepth = 2 });
        // PAGE
        yield return $"{surrogate}";
    }
}

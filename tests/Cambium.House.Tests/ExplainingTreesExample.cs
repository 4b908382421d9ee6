using Cambium.Data;
using Cambium.Learn;

namespace Cambium.House.Tests;

/// <summary>The examples of docs/explaining.md under "Trees and linear models" as they stand there; <see cref="ExplainingTreesPageTests"/> compares the two letter by letter and runs them.</summary>
static class ExplainingTreesExample
{
    internal static IEnumerable<string> Run(Table mortgages)
    {
        // PAGE
        var (train, test) = mortgages.Drop("insurance_denied").Split(0.7, stratifyBy: "deny", seed: 1);
        var trees = new BoostedTreesClassifier { Trees = 60, Leaves = 8 }.Fit(train, "deny");

        var shap = trees.Shap(test.Slice(0, 1));
        // PAGE
        yield return $"{shap}";

        // PAGE
        var background = train.Slice(0, 100);
        var probability = trees.Shap(test, new ShapOptions { Background = background, Output = ShapOutput.Answer });

        var linear = new Impute().Then(new OneHot()).Then(new Standardize()).Then(new LogisticRegression()).Fit(train, "deny");
        var margins = linear.Shap(test, new ShapOptions { Background = background });
        // PAGE
        yield return $"{probability}\n{margins}";

        // PAGE
        var pairs = trees.ShapInteractions(test);
        // PAGE
        yield return string.Join('\n', $"{pairs}".Split('\n').Take(6));
    }
}

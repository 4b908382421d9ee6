using Cambium.Data;
using Cambium.Learn;

namespace Cambium.House.Tests;

/// <summary>The examples of docs/preparing.md as they stand there; <see cref="PreparingPageTests"/> compares the two letter by letter and runs them.</summary>
static class PreparingExample
{
    internal static IEnumerable<Table> Run()
    {
        // PAGE
        var homes = Table.Create(
            Column.Of("city", ["Oslo", "Bergen", "Oslo", "Molde", null, "Oslo"]),
            Column.Of("size", ["small", "large", "medium", "small", "large", "medium"]),
            Column.Of("area", [48.0, double.NaN, 75, 52, 110, 70]),
            Column.Of("price", [480.0, 310, 520, double.NaN, 390, 500]));

        var filled = new Impute { Categories = ImputeCategories.MissingLevel, Indicators = true };
        // PAGE
        yield return filled.Fit(homes).Apply(homes);

        // PAGE
        var near = new MinMaxScale { High = 100 }.Then(new KNearestImpute { Neighbours = 2 });
        // PAGE
        yield return near.Fit(homes).Apply(homes);

        // PAGE
        var scaled = new ClipOutliers { Columns = ["price"], Bounds = OutlierBounds.Quartiles }.Then(new MinMaxScale { Columns = ["area", "price"] });
        // PAGE
        yield return scaled.Fit(homes).Apply(homes);

        // PAGE
        var encoded = new OrdinalEncode { Orders = [new LevelOrder("size", ["small", "medium", "large"])], Columns = ["size"] }
            .Then(new OneHot { Columns = ["city"], MinCount = 2, Unseen = UnseenLevels.Other });
        // PAGE
        yield return encoded.Fit(homes).Apply(homes);

        // PAGE
        var priced = homes.Take([0, 1, 2, 4, 5]);
        var means = new TargetEncode { Columns = ["size"], Smoothing = TargetSmoothing.MEstimate, M = 1, Folds = 2 };
        var forNewRows = means.Fit(priced, "price").Apply(priced);
        var forTheLearner = means.FitTransform(priced, "price");
        // PAGE
        yield return forNewRows;
        yield return forTheLearner;
    }
}

namespace Cambium.Learn;

/// <summary>The slices of rows on which a model does worst, in words.</summary>
static class SliceSentences
{
    const int Told = 3;

    internal static IEnumerable<string> Of(Model model, Report quality, WeakSpotReport? spots) => spots switch
    {
        null => [],
        { Slices.Count: 0 } => [$"Of {ReportNumbers.Count(spots.Tested, "slice")} of rows by up to {spots.Depth} {(spots.Depth == 1 ? "column" : "columns")}, none is worse than the rest beyond chance."],
        _ => spots.Slices.Take(Told).Select((slice, place) => $"{(place == 0 ? "It does worst" : "Then")} on the {ReportNumbers.Count(slice.Rows, "row")} with {slice}: {Error(model, quality, slice)}."),
    };

    static string Error(Model model, Report quality, WeakSpot slice) => model is ClassifierModel
        ? $"{ReportNumbers.Of100(slice.Error)} of 100 are called wrong, of all rows {ReportNumbers.Of100(1 - quality["accuracy"])}"
        : $"the root of its mean squared error is {ReportNumbers.Of(slice.Error)}, of all rows {ReportNumbers.Of(quality["rmse"])}";
}

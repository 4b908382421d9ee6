namespace Cambium.Learn;

/// <summary>Where a model does worst, in words.</summary>
static class WeakSpotSentences
{
    internal static IEnumerable<string> Of(WeakSpotReport report)
    {
        var tested = $"{ReportNumbers.Count(report.Tested, "slice")} of up to {report.Depth} {(report.Depth == 1 ? "condition" : "conditions")}";
        yield return report.Slices.Count == 0
            ? $"Of {tested}, none is worse than the rest beyond chance."
            : $"Of {tested}, {ReportNumbers.Count(report.Significant)} {(report.Significant == 1 ? "is" : "are")} worse than the rest beyond chance; {Told(report)}.";
        foreach (var slice in report.Slices)
        {
            yield return $"On the {ReportNumbers.Count(slice.Rows, "row")} with {slice}, {Error(report, slice)}.{Unsure(report, slice)}{Calibration(report, slice)}";
        }
    }

    static string Told(WeakSpotReport report) => report.Slices.Count == report.Significant
        ? report.Significant == 1 ? "it is told" : "all are told"
        : $"many say the same in other words, and {ReportNumbers.Count(report.Slices.Count)} {(report.Slices.Count == 1 ? "is" : "are")} told";

    static string Error(WeakSpotReport report, WeakSpot slice)
    {
        string Number(double value) => report.IsOfClasses ? ReportNumbers.Of100(value) : ReportNumbers.Of(value);
        var range = slice.ErrorInterval is { } interval ? $" ({Number(interval.Low)} to {Number(interval.High)} with 95 % confidence)" : "";
        return report.IsOfClasses
            ? $"{Number(slice.Error)} of 100 are called wrong{range}, of all others {Number(slice.RestError)}"
            : $"the root of the mean squared error is {Number(slice.Error)}{range}, of all others {Number(slice.RestError)}";
    }

    /// <summary>Slices are told by their loss; where their errors are not clearly larger, that is what is worse.</summary>
    static string Unsure(WeakSpotReport report, WeakSpot slice) => slice.ErrorInterval?.Low > slice.RestError ? ""
        : report.IsOfClasses ? $" The truth gets a mean probability of {ReportNumbers.Of(1 - slice.Loss)} there, elsewhere of {ReportNumbers.Of(1 - slice.RestLoss)}."
        : $" The mean absolute error is {ReportNumbers.Of(slice.Loss)} there, elsewhere {ReportNumbers.Of(slice.RestLoss)}.";

    static string Calibration(WeakSpotReport report, WeakSpot slice) => slice.CalibrationInterval is { } interval && (interval.Low > 0 || interval.High < 0)
        ? $" The {report.Said} is on average {ReportNumbers.Of(Math.Abs(slice.Calibration))} too {(slice.Calibration > 0 ? "high" : "low")} there."
        : "";
}

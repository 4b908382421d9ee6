using System.Text.Json;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>
/// Predicted probabilities against what was observed, bin by bin, with two figures: <c>ece</c>, the expected calibration error Σ (rows of the bin / rows) |observed − predicted|, and <c>mce</c>, the largest
/// difference of a bin. Both are 0 for probabilities that are right everywhere, and above by chance alone where bins hold few rows.
/// </summary>
/// <remarks>
/// The intervals of the figures come from resamples (<see cref="EvaluateOptions"/>), whose errors are larger by the same chance: the lower end is the one to read with care.
/// Time: O(n log n) a resample. Source: A. H. Murphy, R. L. Winkler, "Reliability of Subjective Probability Forecasts of Precipitation and Temperature", 1977; M. P. Naeini, G. F. Cooper, M. Hauskrecht, "Obtaining
/// Well Calibrated Probabilities Using Bayesian Binning", 2015; C. Guo et al., 2017 (confidence of many classes).
/// </remarks>
public sealed record CalibrationCurve
{
    /// <summary>The class whose probability is looked at; null: the most probable class of each row.</summary>
    public required string? Class { get; init; }

    /// <summary>The number of rows.</summary>
    public required int Rows { get; init; }

    /// <summary>How rows were put into bins.</summary>
    public required CalibrationBinning Binning { get; init; }

    /// <summary>The bins that hold rows, by rising probability.</summary>
    public required EquatableArray<CalibrationBin> Bins { get; init; }

    /// <summary>ece and mce, with their intervals.</summary>
    public required EquatableArray<Score> Scores { get; init; }

    /// <summary>A figure by its name: ece or mce.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public double this[string name] =>
        Scores.FirstOrDefault(score => score.Name == name)?.Value ?? throw new ArgumentException($"The curve has no figure '{name}'. It has: ece, mce.", nameof(name));

    /// <summary>The curve of a model's answers.</summary>
    /// <param name="model">A fitted classifier.</param>
    /// <param name="test">Rows that the model was not fitted on, with the target.</param>
    /// <param name="options">Bins, class, intervals.</param>
    /// <exception cref="ArgumentException">A column or the class is not there.</exception>
    /// <exception cref="TableException">The rows do not fit the model.</exception>
    public static CalibrationCurve Of(ClassifierModel model, Table test, CalibrationOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        return Of(model.Judge(test), model.Classes, FigureIntervals.Units(test, options.Evaluate.GroupBy), options);
    }

    /// <summary>The curve of answers on rows that each fold's model did not learn from.</summary>
    /// <param name="validation">The cross-validation of a classifier.</param>
    /// <param name="table">The rows that it went over.</param>
    /// <param name="target">The column that was predicted.</param>
    /// <param name="options">Bins, class, intervals.</param>
    /// <exception cref="ArgumentException">A column or the class is not there, the answers are no classifier's, or the table has another number of rows.</exception>
    public static CalibrationCurve Of(CrossValidation validation, Table table, string target, CalibrationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var (rows, classes, tested) = JudgedClasses.OutOfFold(validation, table, target);
        return Of(rows, classes, FigureIntervals.Units(table.Take(tested), options.Evaluate.GroupBy), options);
    }

    /// <summary>The curve as JSON; <see cref="FromJson"/> reads it back equal.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ModelJson.Options);

    /// <summary>Reads a curve that <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">The text is no calibration curve.</exception>
    public static CalibrationCurve FromJson(string json) => CurveJson.Read<CalibrationCurve>(json, "a calibration curve");

    /// <summary>The figures and a line a bin.</summary>
    public override string ToString() =>
        TextTable.Of(Scores.Select(score => (string[])[score.Name, TextTable.Number(score.Value), score.Interval is { } interval ? TextTable.Range(interval) : ""])) +
        TextTable.Of([
            [Class is null ? "confidence" : $"probability of {Class}", "observed", "interval", "rows"],
            .. Bins.Select(bin => (string[])[TextTable.Number(bin.MeanPredicted), TextTable.Number(bin.ObservedShare), TextTable.Range(bin.ObservedInterval), $"{bin.Rows}"]),
        ]);

    static CalibrationCurve Of(JudgedClasses rows, EquatableArray<string> classes, int[] units, CalibrationOptions options)
    {
        var name = options.Class ?? (classes.Count == 2 ? classes[1] : null);
        var place = name is null ? CalibrationErrors.MostProbable : classes.IndexOf(name);
        if (name is not null && place < 0)
        {
            throw new ArgumentException($"There is no class '{name}'.{NearestName.Suggestion(name, classes)} The classes are {string.Join(", ", classes)}.", nameof(options));
        }

        var (own, positive) = CalibrationErrors.Sides(rows.Truth, rows.Probabilities, rows.Classes, place);
        var order = FigureIntervals.Each(rows.Count);
        Array.Sort(own, order); // bins of equal mass go through the rows in this order in every resample
        bool[] sorted = Array.ConvertAll(order, row => positive[row]);
        var tally = new CalibrationTally(own, sorted, options.Bins, options.Binning, []);
        var intervals = Bootstrap.Of(options.Evaluate, Array.ConvertAll(order, row => units[row]), 2, () =>
        {
            var weights = new double[own.Length];
            return times =>
            {
                for (var row = 0; row < weights.Length; row++)
                {
                    weights[row] = times[row];
                }

                var drawn = new CalibrationTally(own, sorted, options.Bins, options.Binning, weights);
                return [drawn.Expected(), drawn.Largest()];
            };
        });
        return new CalibrationCurve
        {
            Class = name,
            Rows = rows.Count,
            Binning = options.Binning,
            Bins = [.. tally.Bins()],
            Scores = [new("ece", tally.Expected()) { Interval = intervals.FirstOrDefault() }, new("mce", tally.Largest()) { Interval = intervals.LastOrDefault() }],
        };
    }
}

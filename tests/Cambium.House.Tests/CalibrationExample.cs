using Cambium.Data;
using Cambium.Learn;

namespace Cambium.House.Tests;

/// <summary>The examples of docs/calibration.md as they stand there; <see cref="CalibrationPageTests"/> compares the two letter by letter and runs them.</summary>
static class CalibrationExample
{
    /// <summary>The curve of a model that is too sure, that of the same model calibrated, the thresholds of that, and a model with its threshold and the calls it makes.</summary>
    internal static (CalibrationCurve Sure, CalibrationCurve Mended, ThresholdReport Report, double Threshold) Run(string samples)
    {
        // PAGE
        var mortgages = Table.ReadCsv(Path.Combine(samples, "mortgages.csv"));
        var (train, test) = mortgages.Split(0.5, "deny", seed: 1);
        var sure = new BoostedTreesClassifier { Trees = 200, LearningRate = 0.3 };
        var model = sure.Fit(train, "deny");

        var curve = CalibrationCurve.Of(model, test, new CalibrationOptions());
        Console.Write(curve);
        // PAGE

        // PAGE
        var calibrated = new CalibratedClassifier { Base = sure, Method = CalibrationMethod.Beta };
        var mended = calibrated.Fit(train, "deny");
        // PAGE

        // PAGE
        var report = ThresholdReport.Of(
            mended, test, [ThresholdGoal.Recall(0.8), ThresholdGoal.Alarms(0.1), ThresholdGoal.Cost(falseNegative: 5, falsePositive: 1), ThresholdGoal.Precision(1)], new EvaluateOptions());
        Console.Write(report);
        // PAGE

        // PAGE
        var recipe = ThresholdClassifier.For(calibrated, ThresholdGoal.Cost(falseNegative: 5, falsePositive: 1));
        var kept = recipe.Fit(train, "deny");
        var threshold = kept.Threshold;
        // PAGE
        return (curve, CalibrationCurve.Of(mended, test, new CalibrationOptions()), report, threshold);
    }
}

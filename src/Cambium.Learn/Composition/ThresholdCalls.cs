namespace Cambium.Learn;

/// <summary>How many rows a threshold calls positive, and how many of them are; sums of weights.</summary>
/// <param name="Truly">Positive rows that are called so.</param>
/// <param name="Falsely">Negative rows that are called positive.</param>
/// <param name="Positives">All positive rows.</param>
/// <param name="Negatives">All negative rows.</param>
readonly record struct ThresholdCalls(double Truly, double Falsely, double Positives, double Negatives)
{
    internal double Precision => Share(Truly, Truly + Falsely);

    internal double Recall => Share(Truly, Positives);

    internal double Specificity => Share(Spared, Negatives);

    /// <summary>The share of rows called positive.</summary>
    internal double Selected => Share(Truly + Falsely, Positives + Negatives);

    internal double F1 => Share(2 * Truly, (2 * Truly) + Falsely + Missed);

    internal double Accuracy => Share(Truly + Spared, Positives + Negatives);

    internal double Matthews =>
        (Truly + Falsely) * Positives * (Spared + Missed) * Negatives is var product && product > 0 ? ((Truly * Spared) - (Falsely * Missed)) / Math.Sqrt(product) : 0;

    double Missed => Positives - Truly;

    double Spared => Negatives - Falsely;

    /// <summary>The mean cost of a row.</summary>
    internal double Cost(ThresholdGoal goal) => Share((goal.FalsePositiveCost * Falsely) + (goal.FalseNegativeCost * Missed), Positives + Negatives);

    /// <summary>What a goal makes of the calls, higher is better, and what settles a draw. What misses its floor stands behind all that reach it, at what it has of it less 2.</summary>
    internal (double Score, double Draw) For(ThresholdGoal goal) => goal.Metric switch
    {
        ThresholdMetric.F1 => (F1, 0),
        ThresholdMetric.Accuracy => (Accuracy, 0),
        ThresholdMetric.BalancedAccuracy => ((Recall + Specificity) / 2, 0),
        ThresholdMetric.Matthews => (Matthews, 0),
        ThresholdMetric.Cost => (-Cost(goal), 0),
        ThresholdMetric.PrecisionAtRecall => Recall >= goal.Floor ? (Precision, Recall) : (Recall - 2, Precision),
        ThresholdMetric.RecallAtPrecision => Precision >= goal.Floor ? (Recall, Precision) : (Precision - 2, Recall),
        _ => Selected <= goal.AlarmShare ? (Recall, Precision) : (-1 - Selected, Precision),
    };

    static double Share(double part, double whole) => whole == 0 ? 0 : part / whole;
}

namespace Cambium.Learn;

/// <summary>What a decision threshold is chosen for. The positive class is the second.</summary>
public enum ThresholdMetric
{
    /// <summary>The harmonic mean of precision and recall.</summary>
    F1,

    /// <summary>The share of rows called right.</summary>
    Accuracy,

    /// <summary>The mean recall of both classes; the same threshold as Youden's J.</summary>
    BalancedAccuracy,

    /// <summary>Matthews' correlation of calls and truth.</summary>
    Matthews,

    /// <summary>The least cost, with a price for each kind of error.</summary>
    Cost,

    /// <summary>The most precision among thresholds whose recall is at least the floor; of equals the most recall.</summary>
    PrecisionAtRecall,

    /// <summary>The most recall among thresholds whose precision is at least the floor, of equals the most precision; where none is, the most precision.</summary>
    RecallAtPrecision,

    /// <summary>The most recall among thresholds that call at most the stated share of the rows positive, of equals the most precision.</summary>
    RecallAtAlarmShare,
}

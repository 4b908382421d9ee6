using System.Globalization;
using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>What a decision threshold is chosen for, with what is stated of it. As text <c>f1</c>, <c>youden</c>, <c>precision=0.9</c>, <c>recall=0.8</c>, <c>alarms=0.05</c> or <c>cost=10:1</c>.</summary>
public sealed record ThresholdGoal
{
    static readonly string[] Words = ["precision", "recall", "alarms", "cost", "f1", "youden", "accuracy", "matthews"];

    /// <summary>What the threshold is chosen for. Default F1.</summary>
    public ThresholdMetric Metric { get; init => field = Check.Defined(value); }

    /// <summary>The recall or precision that must be reached. Default 0.9. Range [0, 1]. Only for <see cref="ThresholdMetric.PrecisionAtRecall"/> and <see cref="ThresholdMetric.RecallAtPrecision"/>.</summary>
    public double Floor { get; init => field = Check.InRange(value, 0, 1); } = 0.9;

    /// <summary>The largest share of rows that may be called positive. Default 0.1. Range [0, 1]. Only for <see cref="ThresholdMetric.RecallAtAlarmShare"/>.</summary>
    public double AlarmShare { get; init => field = Check.InRange(value, 0, 1); } = 0.1;

    /// <summary>The price of calling a negative row positive. Default 1. Range [0, ∞).</summary>
    public double FalsePositiveCost { get; init => field = Check.AtLeast(value, 0.0); } = 1;

    /// <summary>The price of calling a positive row negative. Default 1. Range [0, ∞).</summary>
    public double FalseNegativeCost { get; init => field = Check.AtLeast(value, 0.0); } = 1;

    /// <summary>Whether every threshold costs the same, since neither error has a price.</summary>
    internal bool IsFree => Metric == ThresholdMetric.Cost && FalsePositiveCost == 0 && FalseNegativeCost == 0;

    /// <summary>Makes sure that thresholds differ by the goal.</summary>
    /// <exception cref="ArgumentException">They do not: neither error has a price.</exception>
    internal void ThrowIfFree()
    {
        if (IsFree)
        {
            throw new ArgumentException($"Neither error has a price, so that every threshold costs the same. Set {nameof(FalseNegativeCost)} or {nameof(FalsePositiveCost)} above 0.");
        }
    }

    /// <summary>The most recall that comes with at least this precision.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not in [0, 1].</exception>
    public static ThresholdGoal Precision(double atLeast) => new() { Metric = ThresholdMetric.RecallAtPrecision, Floor = atLeast };

    /// <summary>The most precision that comes with at least this recall.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not in [0, 1].</exception>
    public static ThresholdGoal Recall(double atLeast) => new() { Metric = ThresholdMetric.PrecisionAtRecall, Floor = atLeast };

    /// <summary>The most recall of calling at most this share of the rows positive.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not in [0, 1].</exception>
    public static ThresholdGoal Alarms(double atMost) => new() { Metric = ThresholdMetric.RecallAtAlarmShare, AlarmShare = atMost };

    /// <summary>The least mean cost of a row.</summary>
    /// <param name="falseNegative">The price of calling a positive row negative.</param>
    /// <param name="falsePositive">The price of calling a negative row positive.</param>
    /// <exception cref="ArgumentOutOfRangeException">A price is below 0 or not finite.</exception>
    public static ThresholdGoal Cost(double falseNegative, double falsePositive) =>
        new() { Metric = ThresholdMetric.Cost, FalseNegativeCost = falseNegative, FalsePositiveCost = falsePositive };

    /// <summary>Reads a goal that <see cref="ToString"/> wrote, or a person.</summary>
    /// <exception cref="ArgumentException">The text is no goal; the message says what there is.</exception>
    public static ThresholdGoal Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split('=', 2, StringSplitOptions.TrimEntries);
        var stated = parts.Length > 1 ? parts[1] : null;
        return (parts[0], stated) switch
        {
            ("f1", null) => new ThresholdGoal(),
            ("youden", null) => new ThresholdGoal { Metric = ThresholdMetric.BalancedAccuracy },
            ("accuracy", null) => new ThresholdGoal { Metric = ThresholdMetric.Accuracy },
            ("matthews", null) => new ThresholdGoal { Metric = ThresholdMetric.Matthews },
            ("precision", _) when ShareOf(stated) is { } share => Precision(share),
            ("recall", _) when ShareOf(stated) is { } share => Recall(share),
            ("alarms", _) when ShareOf(stated) is { } share => Alarms(share),
            ("cost", _) when PricesOf(stated) is { } prices => Cost(prices.FalseNegative, prices.FalsePositive),
            _ => throw new ArgumentException(
                $"'{text}' is no goal of a threshold.{(Words.Contains(parts[0]) ? "" : NearestName.Suggestion(parts[0], Words))} Expected f1, youden, accuracy, matthews, precision=SHARE, recall=SHARE, alarms=SHARE " +
                "with a share from 0 to 1, or cost=MISSED:FALSE with the prices of a missed positive row and of a false alarm, such as cost=10:1.",
                nameof(text)),
        };
    }

    /// <summary>The goal as text.</summary>
    public override string ToString() => Metric switch
    {
        ThresholdMetric.F1 => "f1",
        ThresholdMetric.Accuracy => "accuracy",
        ThresholdMetric.BalancedAccuracy => "youden",
        ThresholdMetric.Matthews => "matthews",
        ThresholdMetric.Cost => FormattableString.Invariant($"cost={FalseNegativeCost}:{FalsePositiveCost}"),
        ThresholdMetric.PrecisionAtRecall => FormattableString.Invariant($"recall={Floor}"),
        ThresholdMetric.RecallAtPrecision => FormattableString.Invariant($"precision={Floor}"),
        _ => FormattableString.Invariant($"alarms={AlarmShare}"),
    };

    static double? ShareOf(string? text) => Number(text) is { } share and <= 1 ? share : null;

    static (double FalseNegative, double FalsePositive)? PricesOf(string? text) =>
        text?.Split(':') is [var first, var second] && Number(first) is { } missed && Number(second) is { } alarm ? (missed, alarm) : null;

    static double? Number(string? text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= 0 && double.IsFinite(number) ? number : null;
}

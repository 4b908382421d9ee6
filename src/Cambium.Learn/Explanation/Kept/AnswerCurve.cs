using Cambium.Data;

namespace Cambium.Learn;

/// <summary>How one of a model's numbers goes with one column: on average, for single rows, and by accumulated local effects.</summary>
public sealed record AnswerCurve
{
    /// <summary>What the answers are: "probability of yes", or the name of a regressor's target.</summary>
    public required string Answer { get; init; }

    /// <summary>The class that it is of; null where the model answers with a number.</summary>
    public required string? Class { get; init; }

    /// <summary>The column and the values that were tried, m.</summary>
    public required DependenceAxis Axis { get; init; }

    /// <summary>The mean answers, m: the partial dependence.</summary>
    public required EquatableArray<double> Means { get; init; }

    /// <summary>The answers of single rows, rows × m, row-major, in 6 significant digits.</summary>
    public required EquatableArray<double> Single { get; init; }

    /// <summary>The borders of the intervals that effects are accumulated over; null where the column's values have no order, or there is one only.</summary>
    public required DependenceAxis? EffectAxis { get; init; }

    /// <summary>The accumulated local effects at the borders; empty where there are none.</summary>
    public required EquatableArray<double> Effects { get; init; }
}

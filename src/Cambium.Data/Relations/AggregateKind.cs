namespace Cambium.Data;

/// <summary>What is computed of the rows of a group.</summary>
enum AggregateKind
{
    Count,
    CountDistinct,
    Sum,
    Mean,
    Min,
    Max,
    Variance,
    StdDev,
    Quantile,
    First,
    Last,
}

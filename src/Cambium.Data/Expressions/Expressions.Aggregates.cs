using System.Globalization;

namespace Cambium.Data;

/// <content>What <see cref="RowGroups.Aggregate"/> computes. Missing values are passed over; of a group that has no other the result is missing, but 0 for a count.</content>
public static partial class Expressions
{
    /// <summary>The rows of a group; named <c>count</c>.</summary>
    public static Aggregate Count() => new(AggregateKind.Count, column: null, "count");

    /// <summary>The rows of a group that hold a value; named <c>column_count</c>.</summary>
    public static Aggregate Count(string column) => Of(AggregateKind.Count, column, "count");

    /// <summary>The distinct values; named <c>column_distinct</c>.</summary>
    public static Aggregate CountDistinct(string column) => Of(AggregateKind.CountDistinct, column, "distinct");

    /// <summary>The sum of numbers, or the number of truths that are true; named <c>column_sum</c>. The sum of whole numbers is one, and a <see cref="TableException"/> where 64 bits do not hold it.</summary>
    public static Aggregate Sum(string column) => Of(AggregateKind.Sum, column, "sum");

    /// <summary>The mean of numbers, or the share of truths that are true; named <c>column_mean</c>.</summary>
    public static Aggregate Mean(string column) => Of(AggregateKind.Mean, column, "mean");

    /// <summary>The least number or earliest date-time; named <c>column_min</c>.</summary>
    public static Aggregate Min(string column) => Of(AggregateKind.Min, column, "min");

    /// <summary>The greatest number or latest date-time; named <c>column_max</c>.</summary>
    public static Aggregate Max(string column) => Of(AggregateKind.Max, column, "max");

    /// <summary>The sum of squared deviations from the mean over n − 1, in two passes; missing below two values; named <c>column_variance</c>.</summary>
    public static Aggregate Variance(string column) => Of(AggregateKind.Variance, column, "variance");

    /// <summary>The square root of the variance; named <c>column_stddev</c>.</summary>
    public static Aggregate StdDev(string column) => Of(AggregateKind.StdDev, column, "stddev");

    /// <summary>The quantile of numbers, linear between the neighbours; named <c>column_q50</c> for the median. Cost: the values of every group are sorted.</summary>
    /// <param name="column">A column of numbers.</param>
    /// <param name="share">The share of values below, in [0, 1].</param>
    public static Aggregate Quantile(string column, double share)
    {
        ArgumentException.ThrowIfNullOrEmpty(column);
        return share is >= 0 and <= 1
            ? new Aggregate(AggregateKind.Quantile, column, string.Create(CultureInfo.InvariantCulture, $"{column}_q{share * 100:0.###}"), share)
            : throw new ArgumentOutOfRangeException(nameof(share), share, "A quantile lies between 0 and 1.");
    }

    /// <summary>The first value that is not missing, of any type; named <c>column_first</c>.</summary>
    public static Aggregate First(string column) => Of(AggregateKind.First, column, "first");

    /// <summary>The last value that is not missing, of any type; named <c>column_last</c>.</summary>
    public static Aggregate Last(string column) => Of(AggregateKind.Last, column, "last");

    static Aggregate Of(AggregateKind kind, string column, string suffix)
    {
        ArgumentException.ThrowIfNullOrEmpty(column);
        return new Aggregate(kind, column, $"{column}_{suffix}");
    }
}

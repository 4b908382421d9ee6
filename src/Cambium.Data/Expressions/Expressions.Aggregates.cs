using System.Globalization;

namespace Cambium.Data;

/// <content>What <see cref="RowGroups.Aggregate"/> computes. Missing values are passed over; of a group that has no other the result is missing, but 0 for a count.</content>
public static partial class Expressions
{
    /// <summary>The rows of a group; named <c>count</c>.</summary>
    public static Aggregate Count() => new(AggregateKind.Count, of: null, "count");

    /// <summary>The rows of a group that hold a value; named <c>column_count</c>.</summary>
    public static Aggregate Count(string column) => Of(AggregateKind.Count, column, "count");

    /// <inheritdoc cref="Count(string)"/>
    /// <param name="expression">What is computed of each row first, as <c>Col("a") * Col("b")</c>; the result is then named as it reads: <c>count(a * b)</c>.</param>
    public static Aggregate Count(Expression expression) => Of(AggregateKind.Count, expression, "count");

    /// <summary>The distinct values; named <c>column_distinct</c>.</summary>
    public static Aggregate CountDistinct(string column) => Of(AggregateKind.CountDistinct, column, "distinct");

    /// <inheritdoc cref="CountDistinct(string)"/>
    /// <param name="expression">What is computed of each row first, as <c>Col("a") * Col("b")</c>; the result is then named as it reads: <c>distinct(a * b)</c>.</param>
    public static Aggregate CountDistinct(Expression expression) => Of(AggregateKind.CountDistinct, expression, "distinct");

    /// <summary>The sum of numbers, or the number of truths that are true; named <c>column_sum</c>. The sum of whole numbers is one, and a <see cref="TableException"/> where 64 bits do not hold it.</summary>
    public static Aggregate Sum(string column) => Of(AggregateKind.Sum, column, "sum");

    /// <inheritdoc cref="Sum(string)"/>
    /// <param name="expression">What is computed of each row first, as <c>Col("a") * Col("b")</c>; the result is then named as it reads: <c>sum(a * b)</c>.</param>
    public static Aggregate Sum(Expression expression) => Of(AggregateKind.Sum, expression, "sum");

    /// <summary>The mean of numbers, or the share of truths that are true; named <c>column_mean</c>.</summary>
    public static Aggregate Mean(string column) => Of(AggregateKind.Mean, column, "mean");

    /// <inheritdoc cref="Mean(string)"/>
    /// <param name="expression">What is computed of each row first, as <c>Col("a") * Col("b")</c>; the result is then named as it reads: <c>mean(a * b)</c>.</param>
    public static Aggregate Mean(Expression expression) => Of(AggregateKind.Mean, expression, "mean");

    /// <summary>The least number, earliest date-time, or text that comes first by its code points; named <c>column_min</c>.</summary>
    public static Aggregate Min(string column) => Of(AggregateKind.Min, column, "min");

    /// <inheritdoc cref="Min(string)"/>
    /// <param name="expression">What is computed of each row first, as <c>Col("a") * Col("b")</c>; the result is then named as it reads: <c>min(a * b)</c>.</param>
    public static Aggregate Min(Expression expression) => Of(AggregateKind.Min, expression, "min");

    /// <summary>The greatest number, latest date-time, or text that comes last by its code points; named <c>column_max</c>.</summary>
    public static Aggregate Max(string column) => Of(AggregateKind.Max, column, "max");

    /// <inheritdoc cref="Max(string)"/>
    /// <param name="expression">What is computed of each row first, as <c>Col("a") * Col("b")</c>; the result is then named as it reads: <c>max(a * b)</c>.</param>
    public static Aggregate Max(Expression expression) => Of(AggregateKind.Max, expression, "max");

    /// <summary>The sum of squared deviations from the mean over n − 1, in two passes; missing below two values; named <c>column_variance</c>.</summary>
    public static Aggregate Variance(string column) => Of(AggregateKind.Variance, column, "variance");

    /// <inheritdoc cref="Variance(string)"/>
    /// <param name="expression">What is computed of each row first, as <c>Col("a") * Col("b")</c>; the result is then named as it reads: <c>variance(a * b)</c>.</param>
    public static Aggregate Variance(Expression expression) => Of(AggregateKind.Variance, expression, "variance");

    /// <summary>The square root of the variance; named <c>column_stddev</c>.</summary>
    public static Aggregate StdDev(string column) => Of(AggregateKind.StdDev, column, "stddev");

    /// <inheritdoc cref="StdDev(string)"/>
    /// <param name="expression">What is computed of each row first, as <c>Col("a") * Col("b")</c>; the result is then named as it reads: <c>stddev(a * b)</c>.</param>
    public static Aggregate StdDev(Expression expression) => Of(AggregateKind.StdDev, expression, "stddev");

    /// <summary>The quantile of numbers, linear between the neighbours; named <c>column_q50</c> for the median. Cost: the values of every group are sorted.</summary>
    /// <param name="column">A column of numbers.</param>
    /// <param name="share">The share of values below, in [0, 1].</param>
    public static Aggregate Quantile(string column, double share)
    {
        ArgumentException.ThrowIfNullOrEmpty(column);
        return Quantile(Col(column), share);
    }

    /// <inheritdoc cref="Quantile(string, double)"/>
    /// <param name="expression">What is computed of each row first; the result is then named as it reads: <c>q50(a * b)</c>.</param>
    /// <param name="share">The share of values below, in [0, 1].</param>
    public static Aggregate Quantile(Expression expression, double share)
    {
        ArgumentNullException.ThrowIfNull(expression);
        return share is >= 0 and <= 1
            ? new Aggregate(AggregateKind.Quantile, expression, Named(expression, string.Create(CultureInfo.InvariantCulture, $"q{share * 100:0.###}")), share)
            : throw new ArgumentOutOfRangeException(nameof(share), share, "A quantile lies between 0 and 1.");
    }

    /// <summary>The first value that is not missing, of any type; named <c>column_first</c>.</summary>
    public static Aggregate First(string column) => Of(AggregateKind.First, column, "first");

    /// <inheritdoc cref="First(string)"/>
    /// <param name="expression">What is computed of each row first, as <c>Col("a") * Col("b")</c>; the result is then named as it reads: <c>first(a * b)</c>.</param>
    public static Aggregate First(Expression expression) => Of(AggregateKind.First, expression, "first");

    /// <summary>The last value that is not missing, of any type; named <c>column_last</c>.</summary>
    public static Aggregate Last(string column) => Of(AggregateKind.Last, column, "last");

    /// <inheritdoc cref="Last(string)"/>
    /// <param name="expression">What is computed of each row first, as <c>Col("a") * Col("b")</c>; the result is then named as it reads: <c>last(a * b)</c>.</param>
    public static Aggregate Last(Expression expression) => Of(AggregateKind.Last, expression, "last");

    static Aggregate Of(AggregateKind kind, string column, string suffix)
    {
        ArgumentException.ThrowIfNullOrEmpty(column);
        return new Aggregate(kind, Col(column), $"{column}_{suffix}");
    }

    static Aggregate Of(AggregateKind kind, Expression expression, string suffix)
    {
        ArgumentNullException.ThrowIfNull(expression);
        return new Aggregate(kind, expression, Named(expression, suffix));
    }

    static string Named(Expression expression, string suffix) => expression is ColumnExpression { Name: var column } ? $"{column}_{suffix}" : $"{suffix}({expression})";
}

using System.Text.Json.Serialization;

namespace Cambium.Data;

/// <summary>What a column holds, in a few figures.</summary>
public sealed record ColumnProfile
{
    /// <summary>The column's name.</summary>
    public required string Name { get; init; }

    /// <summary>What its values are.</summary>
    public required ColumnType Type { get; init; }

    /// <summary>The number of rows without a value.</summary>
    public required long Missing { get; init; }

    /// <summary>The number of distinct values, missing ones apart; of a sparse column, the number of places where any row has another number than 0.</summary>
    public required long Distinct { get; init; }

    /// <summary>Whether <see cref="Distinct"/> is exact, as it is up to 4,096; beyond that its standard error is 0.8 %.</summary>
    public bool DistinctIsExact { get; init; } = true;

    /// <summary>Mean of the values of a number column; NaN for other types or without values.</summary>
    public double Mean { get; init; } = double.NaN;

    /// <summary>Standard deviation (n − 1) of the values of a number column; NaN for other types or under two values.</summary>
    public double StandardDeviation { get; init; } = double.NaN;

    /// <summary>The third standardised moment of a number column, above 0 where the long tail is to the right; NaN for other types or equal values.</summary>
    public double Skewness { get; init; } = double.NaN;

    /// <summary>The fourth standardised moment of a number column less 3, which is 0 for a normal distribution; NaN for other types or equal values.</summary>
    public double ExcessKurtosis { get; init; } = double.NaN;

    /// <summary>
    /// Minimum, 25 %, median, 75 %, maximum of a number or date-time column (dates as days since 1970-01-01); empty for other types. Exact up to 2,048
    /// values, else within 0.15 % of the rows, as <see cref="QuantileSketch"/> says; minimum and maximum are always exact.
    /// </summary>
    public EquatableArray<double> Quantiles { get; init; } = [];

    /// <summary>The number of values of a number column that are 0.</summary>
    public long Zeros { get; init; }

    /// <summary>The number of values of a number column that lie more than 1.5 interquartile ranges beyond the quartiles; 0 where these are equal.</summary>
    public long Outliers { get; init; }

    /// <summary>The number of rows that hold the most frequent value, or slightly fewer in a column of many distinct ones.</summary>
    public long MostFrequentCount { get; init; }

    /// <summary>Whether the texts or levels read as dates, though the column does not hold them as such.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool LooksLikeDates { get; init; }

    /// <summary>
    /// Up to ten most frequent values with their counts, the most frequent first; ties in ordinal order. Of a free text of more than 200 characters
    /// the beginning. Empty for number columns with more than 20 values. Of a sparse column, places with the number of rows that have another number than 0 there.
    /// </summary>
    public EquatableArray<ValueCount> TopValues { get; init; } = [];

    /// <summary>Borders of the histogram's bins, one more than there are bins; empty for columns without an order.</summary>
    public EquatableArray<double> HistogramEdges { get; init; } = [];

    /// <summary>Values in each bin of the histogram; the last bin includes its upper border.</summary>
    public EquatableArray<long> HistogramCounts { get; init; } = [];
}

namespace Cambium.Data;

/// <summary>What a column holds, in a few figures.</summary>
public sealed record ColumnProfile
{
    /// <summary>The column's name.</summary>
    public required string Name { get; init; }

    /// <summary>What its values are.</summary>
    public required ColumnType Type { get; init; }

    /// <summary>The number of rows without a value.</summary>
    public required int Missing { get; init; }

    /// <summary>The number of distinct values, missing ones apart; of a sparse column, the number of places where any row has another number than 0.</summary>
    public required int Distinct { get; init; }

    /// <summary>Mean of the values of a number column; NaN for other types or without values.</summary>
    public double Mean { get; init; } = double.NaN;

    /// <summary>Standard deviation (n − 1) of the values of a number column; NaN for other types or under two values.</summary>
    public double StandardDeviation { get; init; } = double.NaN;

    /// <summary>
    /// Minimum, 25 %, median, 75 %, maximum of a number or date-time column (dates as days since 1970-01-01); empty for other types.
    /// </summary>
    public EquatableArray<double> Quantiles { get; init; } = [];

    /// <summary>
    /// Up to ten most frequent values with their counts, the most frequent first; ties in ordinal order. Empty for number columns with
    /// more than 20 values. Of a sparse column, places with the number of rows that have another number than 0 there.
    /// </summary>
    public EquatableArray<ValueCount> TopValues { get; init; } = [];

    /// <summary>Borders of the histogram's bins, one more than there are bins; empty for columns without an order.</summary>
    public EquatableArray<double> HistogramEdges { get; init; } = [];

    /// <summary>Values in each bin of the histogram; the last bin includes its upper border.</summary>
    public EquatableArray<long> HistogramCounts { get; init; } = [];
}

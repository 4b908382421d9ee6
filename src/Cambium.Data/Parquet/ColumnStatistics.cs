namespace Cambium.Data;

/// <summary>What a Parquet file says of a column's values in one row group, in the type that the values have in a table.</summary>
/// <param name="Min">
/// The least value: a <see cref="long"/>, <see cref="double"/>, <see cref="bool"/>, <see cref="DateTime"/> or, by the order of its bytes, <see cref="string"/>;
/// null where the file does not tell, or there is no value. No value is below it; it need not be one of them.
/// </param>
/// <param name="Max">The greatest value, likewise.</param>
/// <param name="MissingCount">How many rows have no value; null where the file does not tell.</param>
public sealed record ColumnStatistics(object? Min, object? Max, long? MissingCount);

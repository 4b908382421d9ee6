namespace Cambium.Learn;

/// <summary>What becomes of the counts of a text.</summary>
/// <param name="Binary">Whether a run counts once however often it comes.</param>
/// <param name="Sublinear">Whether a count c becomes 1 + ln c.</param>
/// <param name="Idf">What each feature is multiplied by; null where by nothing.</param>
/// <param name="Norm">How the row is scaled at last.</param>
sealed record TextWeights(bool Binary, bool Sublinear, double[]? Idf, TextNorm Norm)
{
    /// <summary>Weighs the row that is being made.</summary>
    internal void Apply(SparseBlock row)
    {
        var columns = row.Columns;
        var values = row.Values;
        for (var entry = 0; entry < values.Length; entry++)
        {
            var value = Binary ? 1 : values[entry];
            value = Sublinear ? Math.Log(value) + 1 : value;
            values[entry] = Idf is null ? value : value * Idf[columns[entry]];
        }

        Scale(values, Norm);
    }

    /// <summary>Scales a row; one of zeros stays.</summary>
    internal static void Scale(Span<double> values, TextNorm norm)
    {
        var size = 0.0;
        foreach (var value in values)
        {
            size += norm == TextNorm.L2 ? value * value : Math.Abs(value);
        }

        size = norm == TextNorm.L2 ? Math.Sqrt(size) : size;
        for (var entry = 0; entry < values.Length && norm != TextNorm.None && size > 0; entry++)
        {
            values[entry] /= size;
        }
    }
}

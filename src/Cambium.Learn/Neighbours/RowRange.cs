using System.Numerics;

namespace Cambium.Learn;

/// <summary>Finds the least and the largest number of each column of rows.</summary>
static class RowRange
{
    /// <summary>Fills the least and the largest numbers; ∞ and −∞ where there are no rows.</summary>
    /// <param name="rows">n × p, row-major; finite.</param>
    /// <param name="low">Receives p numbers.</param>
    /// <param name="high">Receives p numbers.</param>
    internal static void Of(ReadOnlySpan<double> rows, Span<double> low, Span<double> high)
    {
        low.Fill(double.PositiveInfinity);
        high.Fill(double.NegativeInfinity);
        for (var at = 0; at < rows.Length; at += low.Length)
        {
            var row = rows.Slice(at, low.Length);
            var j = 0;
            for (; j + Vector<double>.Count <= row.Length; j += Vector<double>.Count)
            {
                var numbers = new Vector<double>(row[j..]);
                Vector.Min(new Vector<double>(low[j..]), numbers).CopyTo(low[j..]);
                Vector.Max(new Vector<double>(high[j..]), numbers).CopyTo(high[j..]);
            }

            for (; j < row.Length; j++)
            {
                low[j] = Math.Min(low[j], row[j]);
                high[j] = Math.Max(high[j], row[j]);
            }
        }
    }
}

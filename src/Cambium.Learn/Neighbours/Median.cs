using System.Runtime.CompilerServices;
namespace Cambium.Learn;

/// <summary>Parts rows at a rank without sorting them.</summary>
static class Median
{
    /// <summary>Reorders rows so that the first <paramref name="count"/> have the least keys; of equal keys, the rows of lower number.</summary>
    /// <param name="keys">A finite key a row; reordered alike.</param>
    /// <param name="rows">Distinct row numbers.</param>
    /// <param name="count">From 1 to the number of rows less 1.</param>
    /// <remarks>Source: C. A. R. Hoare, "Find", 1961. Expected time O(n); sorts where pivots were bad for long.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Part(Span<double> keys, Span<int> rows, int count)
    {
        var (low, high) = (0, keys.Length - 1);
        var patience = 4 * (32 - int.LeadingZeroCount(keys.Length));
        while (low < high)
        {
            if (patience-- == 0)
            {
                keys[low..(high + 1)].Sort(rows[low..(high + 1)]);
                return;
            }

            var (pivot, pivotRow) = MiddleOf(keys, rows, low, low + ((high - low) / 2), high);
            var (i, j) = (low, high);
            while (i <= j)
            {
                while (IsBefore(keys[i], rows[i], pivot, pivotRow))
                {
                    i++;
                }

                while (IsBefore(pivot, pivotRow, keys[j], rows[j]))
                {
                    j--;
                }

                if (i <= j)
                {
                    (keys[i], keys[j]) = (keys[j], keys[i]);
                    (rows[i], rows[j]) = (rows[j], rows[i]);
                    i++;
                    j--;
                }
            }

            if (count - 1 <= j)
            {
                high = j;
            }
            else if (count - 1 >= i)
            {
                low = i;
            }
            else
            {
                return;
            }
        }
    }

    static (double Key, int Row) MiddleOf(ReadOnlySpan<double> keys, ReadOnlySpan<int> rows, int a, int b, int c)
    {
        if (IsBefore(keys[b], rows[b], keys[a], rows[a]))
        {
            (a, b) = (b, a);
        }

        if (IsBefore(keys[c], rows[c], keys[b], rows[b]))
        {
            b = IsBefore(keys[c], rows[c], keys[a], rows[a]) ? a : c;
        }

        return (keys[b], rows[b]);
    }

    static bool IsBefore(double key, int row, double other, int otherRow) => key < other || (key == other && row < otherRow);
}

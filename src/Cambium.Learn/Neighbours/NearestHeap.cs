using System.Runtime.CompilerServices;
namespace Cambium.Learn;

/// <summary>The nearest rows so far of one query, the farthest of them on top; of rows equally far, those of lower number.</summary>
/// <param name="reduced">Room for the k reduced distances; filled with ∞.</param>
/// <param name="rows">Room for the k row numbers; filled with <see cref="None"/>.</param>
/// <param name="own">A row that is passed over, or −1.</param>
readonly ref struct NearestHeap(Span<double> reduced, Span<int> rows, int own)
{
    /// <summary>Stands where fewer than k rows came by.</summary>
    internal const int None = int.MaxValue;

    readonly Span<double> _reduced = reduced;
    readonly Span<int> _rows = rows;
    readonly int _own = own;

    /// <summary>A row farther than this is none of the k nearest; one as far may be.</summary>
    internal double Worst => _reduced[0];

    /// <summary>Empties the room.</summary>
    internal static void Clear(Span<double> reduced, Span<int> rows)
    {
        reduced.Fill(double.PositiveInfinity);
        rows.Fill(None);
    }

    /// <summary>Takes a row in if it is among the nearest so far. No row may come twice.</summary>
    internal void Offer(double reduced, int row)
    {
        if (row == _own || !IsBefore(reduced, row, _reduced[0], _rows[0]))
        {
            return;
        }

        SiftDown(_reduced, _rows, _reduced.Length, reduced, row);
    }

    /// <summary>Takes the rows in that are among the nearest so far.</summary>
    /// <param name="reduced">Their reduced distances.</param>
    /// <param name="rows">Their numbers; what <paramref name="reduced"/> holds beyond them is not read.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Offer(ReadOnlySpan<double> reduced, ReadOnlySpan<int> rows)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            if (reduced[i] <= _reduced[0])
            {
                Offer(reduced[i], rows[i]);
            }
        }
    }

    /// <summary>Sorts the rows, the nearest first.</summary>
    internal static void Sort(Span<double> reduced, Span<int> rows)
    {
        for (var last = reduced.Length - 1; last > 0; last--)
        {
            var (farthest, row) = (reduced[0], rows[0]);
            SiftDown(reduced, rows, last, reduced[last], rows[last]);
            reduced[last] = farthest;
            rows[last] = row;
        }
    }

    static bool IsBefore(double reduced, int row, double other, int otherRow) => reduced < other || (reduced == other && row < otherRow);

    /// <summary>Puts an item in the place of the top one, then where it belongs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void SiftDown(Span<double> heap, Span<int> heapRows, int count, double reduced, int row)
    {
        var place = 0;
        while (true)
        {
            var child = (2 * place) + 1;
            if (child >= count)
            {
                break;
            }

            if (child + 1 < count && IsBefore(heap[child], heapRows[child], heap[child + 1], heapRows[child + 1]))
            {
                child++;
            }

            if (IsBefore(heap[child], heapRows[child], reduced, row))
            {
                break;
            }

            heap[place] = heap[child];
            heapRows[place] = heapRows[child];
            place = child;
        }

        heap[place] = reduced;
        heapRows[place] = row;
    }
}

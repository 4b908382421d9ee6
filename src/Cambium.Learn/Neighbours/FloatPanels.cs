using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cambium.Learn;

/// <summary>
/// Rows in single precision, around their centre and scaled to at most 1, in panels of three vectors of rows, coordinate by coordinate: what a product of
/// rows and queries reads. They tell which rows may be near, never how near.
/// </summary>
/// <remarks>
/// <para>With a and b a row and a query around the centre, the squared distance is ‖b‖² − 2 s with s = a·b − ½‖a‖². A sum of p products in single precision is
/// off by at most γ (½‖a‖² + ‖a‖‖b‖) ≤ γ (‖a‖² + ½‖b‖²), γ = (p + 8) 2⁻²⁴ · 1.01, the rounding of a, b and ½‖a‖² included (N. J. Higham, "Accuracy and Stability
/// of Numerical Algorithms", 2nd ed., 2002, §3.1). So γ‖a‖² is added to each row's start and γ½‖b‖² taken off each query's threshold, and no row that is as near as
/// the threshold asks is ever missed.</para>
/// </remarks>
sealed unsafe class FloatPanels
{
    /// <summary>Queries that are multiplied at once: with three vectors of rows, as many sums as there are registers for.</summary>
    internal static int QueryGroup => Vector512.IsHardwareAccelerated ? 8 : 4;

    /// <summary>Rows of a panel.</summary>
    internal static int PanelRows => 3 * (Vector512.IsHardwareAccelerated ? Vector512<float>.Count : Vector256<float>.Count);

    // Beyond these, squares leave the range of doubles or singles.
    const double LeastScale = 1e-100;
    const double MostScale = 1e100;
    const double MostQuery = 1e15;
    const int MostCoordinates = 1 << 16;

    const int Alignment = 64;

    readonly float[] _memory;
    readonly double[] _centre;
    readonly double _scale;
    readonly double _gamma;

    FloatPanels(ReadOnlySpan<double> rows, double[] centre, double largest)
    {
        Coordinates = centre.Length;
        _centre = centre;
        _scale = Math.ScaleB(1, -Math.ILogB(largest));
        _gamma = (Coordinates + 8) * Math.ScaleB(1.01, -24);
        RowCount = rows.Length / Coordinates;
        Count = (RowCount + PanelRows - 1) / PanelRows;
        Stride = (Coordinates + 1) * PanelRows;
        _memory = GC.AllocateUninitializedArray<float>(checked((Count * Stride) + (Alignment / sizeof(float))), pinned: true);
        var address = (nuint)Marshal.UnsafeAddrOfPinnedArrayElement(_memory, 0);
        Panels = (float*)((address + Alignment - 1) & ~(nuint)(Alignment - 1));

        // Panels stand in an order that has nothing to do with that of the rows: where rows come nearer and nearer, each would else be a candidate.
        var step = Coprime(Count);
        FirstRows = new int[Count];
        for (var i = 0; i < Count; i++)
        {
            FirstRows[i] = (int)((long)i * step % Count) * PanelRows;
            Fill(rows, i);
        }
    }

    internal int Coordinates { get; }

    internal int RowCount { get; }

    /// <summary>The number of panels.</summary>
    internal int Count { get; }

    /// <summary>Numbers from a panel to the next: the starts of its rows' sums, then their coordinates.</summary>
    internal int Stride { get; }

    internal float* Panels { get; }

    /// <summary>The row that each panel begins with.</summary>
    internal int[] FirstRows { get; }

    /// <summary>Makes the panels, or nothing where the processor or the numbers do not suit them.</summary>
    /// <param name="rows">n × p, row-major; finite.</param>
    /// <param name="coordinates">p.</param>
    internal static FloatPanels? Of(ReadOnlySpan<double> rows, int coordinates)
    {
        if (!(Vector512.IsHardwareAccelerated || (Vector256.IsHardwareAccelerated && System.Runtime.Intrinsics.X86.Fma.IsSupported)) || coordinates > MostCoordinates)
        {
            return null;
        }

        var centre = Centre(rows, coordinates);
        var largest = 0.0;
        for (var i = 0; i < rows.Length; i += coordinates)
        {
            for (var j = 0; j < coordinates; j++)
            {
                largest = Math.Max(largest, Math.Abs(rows[i + j] - centre[j]));
            }
        }

        return largest is > LeastScale and < MostScale ? new FloatPanels(rows, centre, largest) : null;
    }

    /// <summary>Puts queries around the centre into groups, coordinate by coordinate.</summary>
    /// <param name="queries">Any number of queries, row-major.</param>
    /// <param name="groups">Receives the coordinates; as many numbers as whole groups of queries need.</param>
    /// <param name="norms">Receives ‖b‖² of each; NaN for a query that is too far out.</param>
    internal void PackQueries(ReadOnlySpan<double> queries, Span<float> groups, Span<double> norms)
    {
        groups.Clear();
        for (var query = 0; query < norms.Length; query++)
        {
            var target = (query / QueryGroup * QueryGroup * Coordinates) + (query % QueryGroup);
            var norm = 0.0;
            var largest = 0.0;
            for (var j = 0; j < Coordinates; j++, target += QueryGroup)
            {
                var value = (queries[(query * Coordinates) + j] - _centre[j]) * _scale;
                var distance = Math.Abs(value);
                groups[target] = distance < MostQuery ? (float)value : 0; // a sum with ∞ in it would pass any threshold
                norm += value * value;
                largest = Math.Max(largest, distance);
            }

            norms[query] = largest < MostQuery ? norm : double.NaN;
        }
    }

    /// <summary>A sum below this shows that a row is farther from the query than a reduced distance.</summary>
    /// <param name="norm">‖b‖² of the query.</param>
    /// <param name="reduced">The squared distance, in the units of the rows, as doubles compute it; ∞ lets all rows pass.</param>
    internal float Threshold(double norm, double reduced)
    {
        if (reduced == double.PositiveInfinity)
        {
            return float.MinValue;
        }

        // The double's own roundings, and what underflow in single precision may take.
        var most = reduced * _scale * _scale * (1 + ((Coordinates + 8) * 4.5e-16));
        var threshold = ((norm - most) / 2) - (_gamma * norm / 2) - (1e-12 * norm * _gamma) - (1e-25 * (1 + norm));
        return threshold > float.MinValue ? MathF.BitDecrement((float)threshold) : float.MinValue;
    }

    void Fill(ReadOnlySpan<double> rows, int panel)
    {
        var starts = Panels + ((long)panel * Stride);
        for (var lane = 0; lane < PanelRows; lane++)
        {
            var row = FirstRows[panel] + lane;
            var target = starts + PanelRows + lane;
            var norm = 0.0;
            for (var j = 0; j < Coordinates; j++, target += PanelRows)
            {
                var value = row < RowCount ? (rows[(row * Coordinates) + j] - _centre[j]) * _scale : 0;
                *target = (float)value;
                norm += value * value;
            }

            starts[lane] = row < RowCount ? (float)(norm * (_gamma - 0.5)) : float.MinValue;
        }
    }

    static double[] Centre(ReadOnlySpan<double> rows, int coordinates)
    {
        var centre = new double[coordinates];
        var share = (double)coordinates / rows.Length;
        for (var i = 0; i < rows.Length; i += coordinates)
        {
            for (var j = 0; j < coordinates; j++)
            {
                centre[j] += rows[i + j] * share;
            }
        }

        return centre;
    }

    /// <summary>About 0.618 of a count, without a common divisor with it.</summary>
    static int Coprime(int count)
    {
        var step = Math.Max(1, (int)(count * 0.6180339887));
        while (Gcd(step, count) > 1)
        {
            step++;
        }

        return step;
    }

    static int Gcd(int a, int b) => b == 0 ? a : Gcd(b, a % b);
}

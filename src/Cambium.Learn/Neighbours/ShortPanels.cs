using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// Rows in whole numbers of 16 bits, around their centre, in panels of three vectors of rows, two coordinates at a time: what a product of rows and queries
/// reads. Each row and each query has a scale of its own. They tell which rows may be near, never how near.
/// </summary>
/// <remarks>
/// <para>With a and b a row and a query around the centre, the squared distance is ‖b‖² − 2 s with s = a·b − ½‖a‖². a is taken as α i and b as β q, i and q of whole numbers and
/// length 46,000 or, where a single coordinate makes up most of it, less: so their product stays below 2³¹, and α ≤ ‖a‖ / 32,766, β likewise. Each coordinate is off by at most half
/// a step, so that by the inequality of Cauchy and Schwarz |a·b − αβ i·q| ≤ ½√p (α‖b‖ + β‖α i‖) ≤ √p / 32,766 · 1.002 ‖a‖‖b‖ for p up to 65,536. The sums are then
/// scaled in single precision, which takes four roundings of at most 2⁻²⁴. Together s is off by at most γ (½‖a‖² + ‖a‖‖b‖) ≤ γ (‖a‖² + ½‖b‖²), γ = √p / 32,766 · 1.003 + 2⁻²¹. So γ‖a‖²
/// is added to each row's start and γ½‖b‖² taken off each query's threshold, and no row that is as near as the threshold asks is ever missed.</para>
/// </remarks>
sealed unsafe class ShortPanels
{
    /// <summary>Queries that are multiplied at once: with three vectors of rows, as many sums as there are registers for.</summary>
    internal static int QueryGroup => IsWide ? 8 : 4;

    /// <summary>Rows of a panel.</summary>
    internal static int PanelRows => 3 * (IsWide ? Vector512<float>.Count : Vector256<float>.Count);

    /// <summary>Whether vectors of 512 bits are used, else of 256.</summary>
    internal static bool IsWide => Vector512.IsHardwareAccelerated && Avx512BW.IsSupported;

    // Beyond these, squares leave the range of doubles or singles.
    const double LeastScale = 1e-100;
    const double MostScale = 1e100;
    const double MostQuery = 1e15;
    const double LeastStep = 1e-30;
    const int MostCoordinates = 1 << 16;

    const double Length = 46_000;
    const double MostNumber = 32_766;

    const int Alignment = 64;
    const int BlockPanels = 32;
    const int Half = 4; // doubles of a vector; half as many as are rounded at once
    const int BlockRows = 4096;

    readonly float[] _memory;
    readonly float* _panels;
    readonly double[] _centre;
    readonly double _scale;
    readonly double _gamma;

    ShortPanels(double[] rows, double[] centre, double largest, int maxThreads)
    {
        Coordinates = centre.Length;
        Pairs = (Coordinates + 1) / 2;
        _centre = centre;
        _scale = Math.ScaleB(1, -Math.ILogB(largest));
        _gamma = (Math.Sqrt(Coordinates) / MostNumber * 1.003) + Math.ScaleB(1, -21);
        RowCount = rows.Length / Coordinates;
        Count = (RowCount + PanelRows - 1) / PanelRows;
        Stride = (Pairs + 2) * PanelRows;
        _memory = GC.AllocateUninitializedArray<float>(checked((Count * Stride) + (Alignment / sizeof(float))), pinned: true);
        _panels = (float*)(((nuint)Marshal.UnsafeAddrOfPinnedArrayElement(_memory, 0) + Alignment - 1) & ~(nuint)(Alignment - 1));

        // Panels stand in an order that has nothing to do with that of the rows: where rows come nearer and nearer, each would else be a candidate.
        var step = Coprime(Count);
        FirstRows = new int[Count];
        ParallelBlocks.For(Count, BlockPanels, maxThreads, (_, start, end) =>
        {
            for (var i = start; i < end; i++)
            {
                FirstRows[i] = (int)((long)i * step % Count) * PanelRows;
                Fill(rows, i);
            }
        });
    }

    /// <summary>p.</summary>
    internal int Coordinates { get; }

    /// <summary>p / 2, rounded up.</summary>
    internal int Pairs { get; }

    internal int RowCount { get; }

    /// <summary>The number of panels.</summary>
    internal int Count { get; }

    /// <summary>Items of four bytes from a panel to the next: the steps of its rows, the starts of their sums, then pairs of coordinates.</summary>
    internal int Stride { get; }

    internal float* Panels => _panels;

    /// <summary>The row that each panel begins with.</summary>
    internal int[] FirstRows { get; }

    /// <summary>Makes the panels, or nothing where the processor or the numbers do not suit them.</summary>
    /// <param name="rows">n × p, row-major; finite.</param>
    /// <param name="coordinates">p.</param>
    /// <param name="maxThreads">Most threads; 0 means one per processor.</param>
    internal static ShortPanels? Of(double[] rows, int coordinates, int maxThreads)
    {
        if (!(IsWide || (Avx2.IsSupported && Fma.IsSupported)) || coordinates > MostCoordinates || rows.Length == 0 || !Fits(rows.Length / coordinates, coordinates))
        {
            return null;
        }

        var centre = Centre(rows, coordinates, maxThreads);
        var largest = Largest(rows, centre, maxThreads);
        return largest is > LeastScale and < MostScale ? new ShortPanels(rows, centre, largest, maxThreads) : null;
    }

    static bool Fits(long rows, int coordinates) => (rows + PanelRows) * (((coordinates + 1) / 2) + 2) < Array.MaxLength - Alignment;

    /// <summary>Puts queries around the centre into groups, two coordinates at a time.</summary>
    /// <param name="queries">Any number of queries, row-major.</param>
    /// <param name="groups">Receives the coordinates; as many pairs as whole groups of queries need.</param>
    /// <param name="steps">Receives β of each; 0 for one that is too far out.</param>
    /// <param name="norms">Receives ‖b‖² of each; NaN for a query that is too far out.</param>
    internal void PackQueries(ReadOnlySpan<double> queries, Span<int> groups, Span<float> steps, Span<double> norms)
    {
        groups.Clear();
        steps.Clear();
        var point = new double[Coordinates];
        var whole = new short[2 * Pairs];
        for (var query = 0; query < norms.Length; query++)
        {
            var (norm, largest) = Shift(queries.Slice(query * Coordinates, Coordinates), point);
            if (!(largest < MostQuery))
            {
                norms[query] = double.NaN;
                continue;
            }

            norms[query] = norm;
            steps[query] = Step(norm, largest);
            if (steps[query] > 0)
            {
                Round(point, 1.0 / steps[query], whole);
                var pairs = MemoryMarshal.Cast<short, int>(whole);
                for (var pair = 0; pair < Pairs; pair++)
                {
                    groups[(((query / QueryGroup * Pairs) + pair) * QueryGroup) + (query % QueryGroup)] = pairs[pair];
                }
            }
        }
    }

    /// <summary>A sum below this shows that a row is farther from the query than a squared distance.</summary>
    /// <param name="norm">‖b‖² of the query.</param>
    /// <param name="reduced">The squared distance, at the scale of the panels; ∞ lets all rows pass.</param>
    internal float Threshold(double norm, double reduced)
    {
        if (reduced == double.PositiveInfinity)
        {
            return float.MinValue;
        }

        // The roundings of doubles that measure distances, and what underflow and steps of 0 may take.
        var most = reduced * (1 + ((Coordinates + 8) * 9e-16));
        var threshold = ((norm - most) / 2) - (_gamma * norm / 2) - (1e-12 * norm * _gamma) - (1e-25 * (1 + norm));
        return threshold > float.MinValue ? MathF.BitDecrement((float)threshold) : float.MinValue;
    }

    /// <summary>No row of such a sum is farther from the query: a squared distance, at the scale of the panels.</summary>
    /// <param name="panel">The panel.</param>
    /// <param name="lane">The place of the row in it.</param>
    /// <param name="sum">Its sum.</param>
    /// <param name="norm">‖b‖² of the query.</param>
    internal double Farthest(int panel, int lane, float sum, double norm)
    {
        // The sum began with γ‖a‖² too much, and may be too much by γ (‖a‖² + ½‖b‖²) more.
        var rowNorm = _panels[((long)panel * Stride) + PanelRows + lane] / (_gamma - 0.5);
        var least = sum - (1.001 * _gamma * ((2 * rowNorm) + (norm / 2))) - (1e-25 * (1 + norm));
        return Math.Max(0, norm - (2 * least)) * (1 + 1e-12);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Fill(double[] rows, int panel)
    {
        var steps = _panels + ((long)panel * Stride);
        var starts = steps + PanelRows;
        var point = new double[Coordinates];
        var whole = new short[2 * Pairs];
        var pairs = MemoryMarshal.Cast<short, int>(whole);
        for (var lane = 0; lane < PanelRows; lane++)
        {
            var row = FirstRows[panel] + lane;
            var isThere = row < RowCount;
            Array.Clear(point);
            var (norm, largest) = isThere ? Shift(rows.AsSpan(row * Coordinates, Coordinates), point) : (0, 0);
            var step = Step(norm, largest);
            steps[lane] = step;
            starts[lane] = isThere ? (float)(norm * (_gamma - 0.5)) : float.MinValue;
            Round(point, step > 0 ? 1.0 / step : 0, whole);
            var target = (int*)starts + PanelRows + lane;
            for (var pair = 0; pair < pairs.Length; pair++, target += PanelRows)
            {
                *target = pairs[pair];
            }
        }
    }

    /// <summary>A point around the centre, its squared norm and its largest coordinate.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    (double Norm, double Largest) Shift(ReadOnlySpan<double> row, double[] point)
    {
        var (norms, most) = (Vector256<double>.Zero, Vector256<double>.Zero);
        var j = 0;
        for (; j <= point.Length - Half; j += Half)
        {
            var values = (Vector256.Create(row[j..]) - Vector256.Create(_centre, j)) * _scale;
            values.CopyTo(point, j);
            norms += values * values;
            most = Vector256.Max(most, Vector256.Abs(values));
        }

        var norm = Vector256.Sum(norms);
        var largest = Math.Max(Math.Max(most[0], most[1]), Math.Max(most[2], most[3]));
        for (; j < point.Length; j++)
        {
            var value = (row[j] - _centre[j]) * _scale;
            point[j] = value;
            norm += value * value;
            largest = Math.Max(largest, Math.Abs(value));
        }

        return (norm, largest);
    }

    static float Step(double norm, double largest)
    {
        var step = (float)(Math.Max(Math.Sqrt(norm) / Length, largest / MostNumber) * 1.000001);
        return step > LeastStep ? step : 0;
    }

    /// <summary>The whole numbers nearest to a point's, in steps of which there are so many in 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Round(double[] point, double inverse, short[] whole)
    {
        var j = 0;
        for (; j <= point.Length - (2 * Half); j += 2 * Half)
        {
            Vector128.Narrow(Whole(Vector256.Create(point, j) * inverse), Whole(Vector256.Create(point, j + Half) * inverse)).CopyTo(whole, j);
        }

        for (; j < point.Length; j++)
        {
            whole[j] = (short)Whole(point[j] * inverse);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector128<int> Whole(Vector256<double> values)
    {
        var half = Vector256.ConditionalSelect(Vector256.LessThan(values, Vector256<double>.Zero), Vector256.Create(-0.5), Vector256.Create(0.5));
        return Avx.ConvertToVector128Int32WithTruncation(values + half);
    }

    // The nearest whole number.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int Whole(double value) => (int)(value + (value < 0 ? -0.5 : 0.5));

    static double[] Centre(double[] rows, int coordinates, int maxThreads)
    {
        var blocks = new double[ParallelBlocks.Count(rows.Length / coordinates, BlockRows)][];
        ParallelBlocks.For(rows.Length / coordinates, BlockRows, maxThreads, (block, start, end) =>
        {
            var sums = new double[coordinates];
            var share = (double)coordinates / rows.Length;
            for (var row = start; row < end; row++)
            {
                AddScaled.Into(share, rows.AsSpan(row * coordinates, coordinates), sums);
            }

            blocks[block] = sums;
        });
        var centre = new double[coordinates];
        foreach (var sums in blocks)
        {
            AddScaled.Into(1, sums, centre);
        }

        return centre;
    }

    static double Largest(double[] rows, double[] centre, int maxThreads)
    {
        var blocks = new double[ParallelBlocks.Count(rows.Length / centre.Length, BlockRows)];
        ParallelBlocks.For(rows.Length / centre.Length, BlockRows, maxThreads, (block, start, end) =>
        {
            var (low, high) = (new double[centre.Length], new double[centre.Length]);
            RowRange.Of(rows.AsSpan(start * centre.Length, (end - start) * centre.Length), low, high);
            for (var j = 0; j < centre.Length; j++)
            {
                blocks[block] = Math.Max(blocks[block], Math.Max(high[j] - centre[j], centre[j] - low[j]));
            }
        });
        return blocks.Max();
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

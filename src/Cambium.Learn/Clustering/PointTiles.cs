using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// Points as distance kernels read them: a few rows at a time, one feature after another, moved and scaled so that squares neither lose digits nor overflow. The columns
/// themselves are not copied, but into single precision where that is asked for; a tile stays in the first-level cache while all centres pass over it.
/// </summary>
sealed class PointTiles
{
    /// <summary>Rows of a tile: a whole number of kernel steps at every vector width.</summary>
    internal const int Rows = 96;

    readonly ReadOnlyMemory<double>[] _columns;
    readonly double[] _origin;
    readonly double[] _scales;
    SinglePoints? _singles;

    /// <summary>Views columns as points, all at one scale.</summary>
    /// <param name="columns">p columns of n finite numbers.</param>
    /// <param name="rowCount">n.</param>
    /// <param name="origin">What is taken off each column.</param>
    /// <param name="scale">What the rest is multiplied by; a power of two, so that nothing is rounded.</param>
    internal PointTiles(ReadOnlyMemory<double>[] columns, int rowCount, double[] origin, double scale)
        : this(columns, rowCount, origin, Array.ConvertAll(columns, _ => scale))
    {
    }

    /// <summary>Views columns as points, each column at a scale of its own.</summary>
    internal PointTiles(ReadOnlyMemory<double>[] columns, int rowCount, double[] origin, double[] scales)
    {
        _columns = columns;
        _origin = origin;
        _scales = scales;
        RowCount = rowCount;
    }

    internal int RowCount { get; }

    internal int FeatureCount => _columns.Length;

    /// <summary>The scale of all columns.</summary>
    internal double Scale => _scales[0];

    /// <summary>The power of two that brings a number to [1, 2); 1 for 0.</summary>
    internal static double ScaleFor(double largest) => largest == 0 ? 1 : Math.ScaleB(1, -Math.Clamp(Math.ILogB(largest), -1000, 1000));

    /// <summary>The points in single precision, made when first asked for; nothing where that does not suit. Not for several threads at once.</summary>
    internal SinglePoints? Singles(FitOptions options) => _singles ??= SinglePoints.Of(this, options);

    /// <summary>The same points around another origin, each column at a scale of its own.</summary>
    internal PointTiles At(double[] origin, double[] scales) => new(_columns, RowCount, origin, scales);

    /// <summary>Some of the points.</summary>
    internal PointTiles Take(ReadOnlySpan<int> rows) => new(TakeColumns(rows), rows.Length, _origin, _scales);

    /// <summary>Some of the points, around their own mean and at a scale of their own.</summary>
    internal PointTiles TakeCentred(ReadOnlySpan<int> rows, double[] weights)
    {
        var columns = TakeColumns(rows);
        var total = weights.Length == 0 ? rows.Length : Sum.Of(weights);
        var moments = Array.ConvertAll(columns, column => ColumnMoments.Of(column.Span, weights, total));
        return new(columns, rows.Length, Array.ConvertAll(moments, moment => moment.Mean), ScaleFor(moments.Max(moment => moment.Deviation)));
    }

    /// <summary>Some of the points as the table has them, row-major.</summary>
    internal double[] RestoredRows(ReadOnlySpan<int> rows)
    {
        var restored = new double[rows.Length * _columns.Length];
        for (var feature = 0; feature < _columns.Length; feature++)
        {
            var column = _columns[feature].Span;
            for (var i = 0; i < rows.Length; i++)
            {
                restored[(i * _columns.Length) + feature] = column[rows[i]];
            }
        }

        return restored;
    }

    /// <summary>Whether two points are the same to the last bit.</summary>
    internal bool IsSame(int a, int b) => Array.TrueForAll(_columns, column => column.Span[a] == column.Span[b]);

    /// <summary>One point.</summary>
    internal void Row(int row, Span<double> point)
    {
        for (var feature = 0; feature < _columns.Length; feature++)
        {
            point[feature] = (_columns[feature].Span[row] - _origin[feature]) * _scales[feature];
        }
    }

    /// <summary>A point in the units of the table.</summary>
    internal void Restore(ReadOnlySpan<double> point, Span<double> restored)
    {
        for (var feature = 0; feature < _columns.Length; feature++)
        {
            restored[feature] = (point[feature] / _scales[feature]) + _origin[feature];
        }
    }

    /// <summary>A point given in the units of the table.</summary>
    internal void Shift(ReadOnlySpan<double> given, Span<double> point)
    {
        for (var feature = 0; feature < _columns.Length; feature++)
        {
            point[feature] = (given[feature] - _origin[feature]) * _scales[feature];
        }
    }

    /// <summary>The rows from <paramref name="row"/> on; zeros where there are no more.</summary>
    /// <param name="row">The first row.</param>
    /// <param name="tile">p × <see cref="Rows"/>, a feature's numbers beside each other.</param>
    internal void Fill(int row, Span<double> tile)
    {
        var count = Math.Min(Rows, RowCount - row);
        for (var feature = 0; feature < _columns.Length; feature++)
        {
            var target = tile.Slice(feature * Rows, Rows);
            ShiftAll(_columns[feature].Span.Slice(row, count), _origin[feature], _scales[feature], target);
            target[count..].Clear();
        }
    }

    /// <summary>Some rows, at most <see cref="Rows"/>; what the tile holds beyond them stays.</summary>
    internal void Fill(ReadOnlySpan<int> rows, Span<double> tile)
    {
        for (var feature = 0; feature < _columns.Length; feature++)
        {
            var column = _columns[feature].Span;
            var (origin, scale) = (_origin[feature], _scales[feature]);
            var target = tile.Slice(feature * Rows, rows.Length);
            for (var i = 0; i < rows.Length; i++)
            {
                target[i] = (column[rows[i]] - origin) * scale;
            }
        }
    }

    ReadOnlyMemory<double>[] TakeColumns(ReadOnlySpan<int> rows)
    {
        var taken = new ReadOnlyMemory<double>[_columns.Length];
        for (var feature = 0; feature < taken.Length; feature++)
        {
            var column = _columns[feature].Span;
            var values = new double[rows.Length];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = column[rows[i]];
            }

            taken[feature] = values;
        }

        return taken;
    }

    static void ShiftAll(ReadOnlySpan<double> source, double origin, double scale, Span<double> target)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Run<Simd512, Vector512<double>>(source, origin, scale, target);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Run<Simd256, Vector256<double>>(source, origin, scale, target);
        }
        else
        {
            Run<SimdScalar, double>(source, origin, scale, target);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Run<TSimd, TVector>(ReadOnlySpan<double> source, double origin, double scale, Span<double> target)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        ref var from = ref MemoryMarshal.GetReference(source);
        ref var to = ref MemoryMarshal.GetReference(target);
        var (shift, factor) = (TSimd.Broadcast(origin), TSimd.Broadcast(scale));
        var i = 0;
        for (; i + TSimd.Width <= source.Length; i += TSimd.Width)
        {
            TSimd.Store(TSimd.Multiply(TSimd.Subtract(TSimd.Load(ref from, (nuint)i), shift), factor), ref to, (nuint)i);
        }

        for (; i < source.Length; i++)
        {
            target[i] = (source[i] - origin) * scale;
        }
    }
}

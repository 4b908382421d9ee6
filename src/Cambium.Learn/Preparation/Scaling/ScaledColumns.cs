using System.Numerics;
using System.Runtime.InteropServices;
using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>What the steps that change numbers column by column do alike.</summary>
static class ScaledColumns
{
    /// <summary>The chosen columns; where none is chosen all numbers.</summary>
    /// <exception cref="ArgumentException">A chosen column is not there.</exception>
    /// <exception cref="TableException">Chosen columns do not fit, or there are no rows.</exception>
    internal static Column[] Of(Table features, ColumnSelection chosen) =>
        StepColumns.Of(features, chosen, column => column.Type is ColumnType.Float64 or ColumnType.Int64, "numbers");

    /// <summary>Reads the columns of a saved step.</summary>
    internal static EquatableArray<Field> Read(ModelReader reader) => StepColumns.Read(reader, "columns", ColumnType.Float64, ColumnType.Int64);

    /// <summary>Reads what each column of a saved step is divided by.</summary>
    internal static double[] ReadScales(ModelReader reader, EquatableArray<Field> fields)
    {
        var scales = reader.Finite("scales", fields.Count);
        return Array.TrueForAll(scales, scale => scale > 0)
            ? scales
            : throw new ModelFormatException("weights.safetensors: 'scales' must be above 0. The file is damaged; save the model again.");
    }

    /// <summary>What is learned of the present values of each column, in ascending order; each column on a thread of its own.</summary>
    /// <exception cref="TableException">Columns hold infinite values; the message lists all of them.</exception>
    internal static T[] Learn<T>(Column[] columns, FitOptions options, Func<double[], T> learn)
    {
        ThrowIfInfinite(columns);
        var learned = new T[columns.Length];
        ParallelBlocks.For(columns.Length, 1, options.MaxThreads, (_, i, _) => learned[i] = learn(Sorted(columns[i])), options.CancellationToken);
        return learned;
    }

    /// <summary>The value below which a share of sorted values lies, between two of them in proportion; NaN of none.</summary>
    internal static double Quantile(double[] sorted, double share) => sorted.Length == 0 ? double.NaN : At(sorted, share * (sorted.Length - 1));

    /// <summary>The value at a place, between two of them in proportion.</summary>
    internal static double At(double[] sorted, double place)
    {
        var below = (int)place;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }

    /// <summary>(x − shift) / scale + offset, in one pass; missing values stay missing.</summary>
    internal static Column<double> Affine(Column column, double shift, double scale, double offset = 0)
    {
        var values = GC.AllocateUninitializedArray<double>(column.Length);
        var source = ColumnFit.Numbers(column).Span;
        var width = Vector<double>.Count;
        var vectors = MemoryMarshal.Cast<double, Vector<double>>(source);
        var made = MemoryMarshal.Cast<double, Vector<double>>(values.AsSpan());
        var (vshift, vscale, voffset) = (new Vector<double>(shift), new Vector<double>(scale), new Vector<double>(offset));
        for (var i = 0; i < vectors.Length; i++)
        {
            made[i] = ((vectors[i] - vshift) / vscale) + voffset;
        }

        for (var row = vectors.Length * width; row < values.Length; row++)
        {
            values[row] = ((source[row] - shift) / scale) + offset;
        }

        return new Column<double>(column.Name, values, column.Validity);
    }

    /// <summary>Each present value put through a function that gives no NaN.</summary>
    internal static Column<double> Map(Column column, Func<double, double> change)
    {
        var source = ColumnFit.Numbers(column).Span;
        var values = GC.AllocateUninitializedArray<double>(column.Length);
        for (var row = 0; row < values.Length; row++)
        {
            values[row] = double.IsNaN(source[row]) ? double.NaN : change(source[row]);
        }

        return new Column<double>(column.Name, values, column.Validity);
    }

    /// <summary>Refuses infinite values by their columns.</summary>
    internal static void ThrowIfInfinite(Column[] columns)
    {
        var broken = columns.Where(column => column is Column<double> numbers && HasInfinite(numbers.Values)).Select(column => $"'{column.Name}'").ToArray();
        if (broken.Length > 0)
        {
            throw new TableException($"Column{(broken.Length > 1 ? "s" : "")} {string.Join(", ", broken)} hold{(broken.Length > 1 ? "" : "s")} infinite values; correct or drop them.")
            {
                Column = broken[0].Trim('\''),
            };
        }
    }

    static bool HasInfinite(ReadOnlySpan<double> values)
    {
        foreach (var value in values)
        {
            if (double.IsInfinity(value))
            {
                return true;
            }
        }

        return false;
    }

    static double[] Sorted(Column column)
    {
        var present = new double[column.Length];
        var count = 0;
        foreach (var value in ColumnFit.Numbers(column).Span)
        {
            if (!double.IsNaN(value))
            {
                present[count++] = value;
            }
        }

        Array.Resize(ref present, count);
        Array.Sort(present);
        return present;
    }
}

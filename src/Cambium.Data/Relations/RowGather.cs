using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cambium.Numerics;

namespace Cambium.Data;

/// <summary>Copies rows into new columns on several threads; row −1 is a missing one.</summary>
static class RowGather
{
    internal const int NoRow = -1;

    /// <summary>The rows of a column, in the order given.</summary>
    internal static Column Of(Column column, int[] rows, bool hasNoRows, int maxThreads)
    {
        var valid = ValidityOf(column, rows, hasNoRows, maxThreads);
        return column switch
        {
            Column<double> numbers => new Column<double>(column.Name, Values(numbers.Memory, rows, double.NaN, maxThreads), valid),
            Column<long> wholes => new Column<long>(column.Name, Values(wholes.Memory, rows, 0L, maxThreads), valid),
            Column<bool> truths => new Column<bool>(column.Name, Values(truths.Memory, rows, missing: false, maxThreads), valid),
            Column<DateTime> moments => new Column<DateTime>(column.Name, Values(moments.Memory, rows, default(DateTime), maxThreads), valid),
            CategoryColumn category => new CategoryColumn(column.Name, Values(category.Memory, rows, CategoryColumn.MissingCode, maxThreads), category.Levels, valid),
            TextColumn texts => Texts(texts, rows, valid, maxThreads),
            SparseColumn vectors => Vectors(vectors, rows, valid),
            _ => throw new ArgumentException($"Column '{column.Name}' is of an unknown kind.", nameof(column)),
        };
    }

    /// <summary>The rows of a table, in the order given.</summary>
    internal static Table Of(Table table, int[] rows, int maxThreads)
    {
        var columns = new Column[table.Columns.Count];
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i] = Of(table.Columns[i], rows, hasNoRows: false, maxThreads);
        }

        return Table.OfRows(columns, rows.Length);
    }

    static T[] Values<T>(ReadOnlyMemory<T> source, int[] rows, T missing, int maxThreads)
        where T : unmanaged
    {
        var result = GC.AllocateUninitializedArray<T>(rows.Length);
        RowBlocks.For(rows.Length, maxThreads, (start, end) =>
        {
            var values = source.Span;
            ref var first = ref MemoryMarshal.GetReference(values);
            for (var i = start; i < end; i++)
            {
                // The rows come from kernels of this library or were checked at its edge.
                var row = rows[i];
                result[i] = row < 0 ? missing : Unsafe.Add(ref first, row);
            }
        });
        return result;
    }

    static Validity ValidityOf(Column column, int[] rows, bool hasNoRows, int maxThreads)
    {
        var validity = column.Validity;
        if (validity.AllValid && !hasNoRows)
        {
            return Validity.All(rows.Length);
        }

        var words = new ulong[(rows.Length + 63) / 64];
        RowBlocks.For(rows.Length, maxThreads, (start, end) =>
        {
            for (var i = start; i < end; i++)
            {
                words[i >> 6] |= rows[i] >= 0 && validity[rows[i]] ? 1UL << (i & 63) : 0;
            }
        });
        return Validity.FromWords(words, rows.Length);
    }

    static TextColumn Texts(TextColumn texts, int[] rows, Validity valid, int maxThreads)
    {
        var ends = new long[rows.Length];
        var total = 0L;
        for (var i = 0; i < rows.Length; i++)
        {
            total += rows[i] < 0 ? 0 : texts.Utf8(rows[i]).Length;
            ends[i] = total;
        }

        var bytes = GC.AllocateUninitializedArray<byte>(TextColumn.CheckedSize(texts.Name, total));
        RowBlocks.For(rows.Length, maxThreads, (start, end) =>
        {
            for (var i = start; i < end; i++)
            {
                if (rows[i] >= 0)
                {
                    var text = texts.Utf8(rows[i]);
                    text.CopyTo(bytes.AsSpan((int)ends[i] - text.Length));
                }
            }
        });
        return new TextColumn(texts.Name, bytes, ends, valid);
    }

    static SparseColumn Vectors(SparseColumn vectors, int[] rows, Validity valid)
    {
        var starts = new int[rows.Length + 1];
        for (var i = 0; i < rows.Length; i++)
        {
            starts[i + 1] = checked(starts[i] + (rows[i] < 0 ? 0 : vectors.Matrix.RowIndices(rows[i]).Length));
        }

        var (indices, values) = (new int[starts[^1]], new double[starts[^1]]);
        for (var i = 0; i < rows.Length; i++)
        {
            if (rows[i] >= 0)
            {
                vectors.Matrix.RowIndices(rows[i]).CopyTo(indices.AsSpan(starts[i]));
                vectors.Matrix.RowValues(rows[i]).CopyTo(values.AsSpan(starts[i]));
            }
        }

        return new SparseColumn(vectors.Name, new CsrMatrix(rows.Length, vectors.Width, starts, indices, values), vectors.FeatureNames, valid);
    }
}

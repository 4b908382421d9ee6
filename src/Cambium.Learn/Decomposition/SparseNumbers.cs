using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Columns of which some are sparse, as one sparse matrix of n rows and p columns: a sparse column is as many as it is wide.</summary>
sealed class SparseNumbers
{
    readonly double[] _means;
    readonly double[] _deviations;

    SparseNumbers(EquatableArray<Field> fields, CsrMatrix rows)
    {
        Fields = fields;
        ByRow = rows;
        ByColumn = rows.Transpose();
        (_means, _deviations) = (new double[Count], new double[Count]);
        for (var column = 0; column < Count; column++)
        {
            var values = ByColumn.RowValues(column);
            var mean = Sum.Of(values) / Rows;
            var squares = (double)(Rows - values.Length) * mean * mean;
            foreach (var value in values)
            {
                squares += (value - mean) * (value - mean);
            }

            (_means[column], _deviations[column]) = (mean, Math.Sqrt(squares / Rows));
        }
    }

    SparseNumbers(SparseNumbers of, double scale)
    {
        Fields = of.Fields;
        ByRow = Scaled(of.ByRow, scale);
        ByColumn = Scaled(of.ByColumn, scale);
        _means = Array.ConvertAll(of._means, mean => mean / scale);
        _deviations = Array.ConvertAll(of._deviations, deviation => deviation / scale);
    }

    /// <summary>What the columns are.</summary>
    internal EquatableArray<Field> Fields { get; }

    /// <summary>n.</summary>
    internal int Rows => ByRow.RowCount;

    /// <summary>p.</summary>
    internal int Count => ByRow.ColumnCount;

    /// <summary>n × p.</summary>
    internal CsrMatrix ByRow { get; }

    /// <summary>p × n.</summary>
    internal CsrMatrix ByColumn { get; }

    /// <summary>The sum of the columns' variances (divided by n).</summary>
    internal double Variance => _deviations.Sum(deviation => deviation * deviation);

    /// <summary>The largest mean or deviation of a column, by size.</summary>
    internal double Largest => Enumerable.Range(0, Count).Max(column => Math.Max(_deviations[column], Math.Abs(_means[column])));

    /// <summary>The sum of the squares of all numbers.</summary>
    internal double Squares => ByRow.Values[ByRow.Starts[0]..ByRow.Starts[Rows]] is var values ? Dot.Of(values, values) : 0;

    /// <summary>The chosen columns of the training rows, or all numbers and sparse vectors where none is chosen; null where none of them is sparse.</summary>
    /// <exception cref="ArgumentException">A chosen column is not there.</exception>
    /// <exception cref="TableException">The columns cannot be learned from; the message lists every problem.</exception>
    internal static SparseNumbers? ToLearn(Table features, ColumnSelection chosen)
    {
        var columns = StepColumns.Of(
            features, chosen, column => column.Type is ColumnType.Float64 or ColumnType.Int64 or ColumnType.Sparse, "numbers or sparse vectors");
        if (!Array.Exists(columns, column => column.Type == ColumnType.Sparse))
        {
            return null;
        }

        var fields = columns.Select(StepColumns.FieldOf).ToEquatableArray();
        var matrix = FeatureMatrix.Build(features, FeatureMatrix.FeaturesOf(new Schema(fields)));
        if (FiniteColumns.FirstBad(matrix) is not null)
        {
            FiniteColumns.ThrowCannotLearn(matrix);
        }

        MarginData.CheckLengths(matrix);
        return new SparseNumbers(fields, SparseRows.From(matrix));
    }

    /// <summary>The columns of rows to change, n × p.</summary>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="TableException">Columns have another type or width than at training, or hold a number that is missing or infinite; the message lists all of them.</exception>
    internal static CsrMatrix ToApply(Table rows, EquatableArray<Field> learned)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return SparseRows.From(FiniteColumns.FeaturesToPredict(rows, FeatureMatrix.FeaturesOf(new Schema(learned))));
    }

    /// <summary>All numbers divided by a power of two.</summary>
    internal SparseNumbers DividedBy(double scale) => scale == 1 ? this : new SparseNumbers(this, scale);

    /// <summary>The products of all pairs of columns, p × p, the lower triangle.</summary>
    internal double[] Pairs(FitOptions options)
    {
        var pairs = new double[checked(Count * Count)];
        ParallelBlocks.For(Count, 8, options.MaxThreads, AddColumns, options.CancellationToken);
        return pairs;

        void AddColumns(int block, int from, int to)
        {
            for (var column = from; column < to; column++)
            {
                var own = pairs.AsSpan(column * Count, column + 1);
                var rows = ByColumn.RowIndices(column);
                var values = ByColumn.RowValues(column);
                for (var entry = 0; entry < rows.Length; entry++)
                {
                    var others = ByRow.RowIndices(rows[entry]);
                    var numbers = ByRow.RowValues(rows[entry]);
                    for (var i = 0; i < others.Length && others[i] <= column; i++)
                    {
                        own[others[i]] += values[entry] * numbers[i];
                    }
                }
            }
        }
    }

    /// <summary>The numbers written out, p × n, row-major.</summary>
    internal double[] WrittenOut()
    {
        var all = new double[checked(Count * Rows)];
        for (var column = 0; column < Count; column++)
        {
            var rows = ByColumn.RowIndices(column);
            var values = ByColumn.RowValues(column);
            for (var entry = 0; entry < rows.Length; entry++)
            {
                all[(column * Rows) + rows[entry]] = values[entry];
            }
        }

        return all;
    }

    /// <summary>X Wᵀ, k × n, row-major.</summary>
    /// <param name="rows">X, n × p.</param>
    /// <param name="weights">W, k × p, row-major.</param>
    /// <param name="maxThreads">Threads; 0: all.</param>
    internal static double[] Project(CsrMatrix rows, double[] weights, int maxThreads = 0)
    {
        var (n, p) = (rows.RowCount, rows.ColumnCount);
        var k = weights.Length / p;
        var projected = new double[checked(k * n)];
        ParallelBlocks.For(n, 512, maxThreads, (_, start, end) =>
        {
            for (var i = 0; i < k; i++)
            {
                for (var row = start; row < end; row++)
                {
                    projected[(i * n) + row] = SparseDot.Of(rows.RowIndices(row), rows.RowValues(row), weights.AsSpan(i * p, p));
                }
            }
        });
        return projected;
    }

    static CsrMatrix Scaled(CsrMatrix matrix, double scale) =>
        new(matrix.RowCount, matrix.ColumnCount, matrix.Starts.ToArray(), matrix.Indices.ToArray(), Array.ConvertAll(matrix.Values.ToArray(), value => value / scale));
}

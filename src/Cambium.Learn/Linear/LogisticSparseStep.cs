using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// A step of <see cref="ProximalNewton"/> over sparse columns: minimises the second-order approximation and the penalties, score by score, by coordinate descent along the entries of the
/// columns, without the matrix of all pairs. Each intercept is where it is best for the coefficients at any time. Time O(entries) a pass, memory O(n).
/// </summary>
/// <remarks>Source: G.-X. Yuan, C.-H. Ho, C.-J. Lin, "An Improved GLMNET for L1-regularized Logistic Regression", 2012, §4 (the rows' products are kept up to date).</remarks>
sealed class LogisticSparseStep
{
    // Much nearer than the approximation itself is to the loss.
    const double Nearer = 1e-2;
    const int MostPasses = 500;
    const int InnerPasses = 10;

    readonly LinearDesign _design;
    readonly LogisticObjective _loss;
    readonly double[] _l1; // one a column
    readonly double[] _l2;
    readonly bool _intercept;
    readonly FitOptions _options;

    internal LogisticSparseStep(LinearDesign design, LogisticObjective loss, double[] l1, double[] l2, bool intercept, FitOptions options) =>
        (_design, _loss, _l1, _l2, _intercept, _options) = (design, loss, l1, l2, intercept, options);

    /// <summary>Where approximation and penalties are least together, near enough.</summary>
    /// <param name="point">Where the loss was evaluated last: for each score, the intercept and a coefficient for each column.</param>
    /// <param name="gradient">The loss's gradient there.</param>
    /// <param name="features">The columns that may move.</param>
    /// <param name="norm">The largest component of the subgradient there.</param>
    internal double[] Target(double[] point, double[] gradient, int[] features, double norm)
    {
        var target = (double[])point.Clone();
        var stride = _design.Count + 1;
        ParallelBlocks.For(_loss.Scores, 1, _options.MaxThreads, (_, score, _) => Solve(score, score * stride, point, gradient, features, norm, target), _options.CancellationToken);
        return target;
    }

    void Solve(int score, int start, double[] point, double[] gradient, int[] features, double norm, double[] target)
    {
        var rows = Curvatures(score, out var total);
        if (!(total > 0))
        {
            return; // all rows are told with certainty
        }

        var columns = Array.ConvertAll(features, j => Measure(j, rows, total, gradient[start], gradient[start + 1 + j], point[start + 1 + j]));
        var shift = 0.0; // Σ h u / Σ h
        var all = Enumerable.Range(0, columns.Length).ToArray();
        for (var passes = 0; passes < MostPasses;)
        {
            _options.CancellationToken.ThrowIfCancellationRequested();
            var left = Pass(all, columns, rows, total, ref shift);
            passes++;
            if (left <= Nearer * norm)
            {
                break;
            }

            var moving = Array.FindAll(all, i => columns[i].Value != 0);
            for (var inner = 0; inner < InnerPasses && passes < MostPasses; inner++, passes++)
            {
                if (Pass(moving, columns, rows, total, ref shift) <= Nearer * norm)
                {
                    break;
                }
            }
        }

        var constant = gradient[start];
        for (var i = 0; i < columns.Length; i++)
        {
            ref var column = ref columns[i];
            target[start + 1 + column.Index] = column.Value;
            constant += column.Constant * (column.Value - point[start + 1 + column.Index]);
        }

        target[start] -= _intercept ? constant * _design.TotalWeight / total : 0;
    }

    /// <summary>The second derivative h of each row's loss by its sum, and a change u of the sum, which starts at 0.</summary>
    (double Curvature, double Change)[] Curvatures(int score, out double total)
    {
        var slopes = _loss.Slopes[score];
        var rows = new (double Curvature, double Change)[slopes.Length];
        total = 0;
        for (var row = 0; row < rows.Length; row++)
        {
            // The slope is s (p − y), so that p (1 − p) is the same of its size, whatever y is.
            var weight = _design.Weights.Length == 0 ? 1 : _design.Weights[row];
            var size = Math.Abs(slopes[row]);
            rows[row].Curvature = weight > 0 ? size * (1 - (size / weight)) : 0;
            total += rows[row].Curvature;
        }

        return rows;
    }

    Column Measure(int j, (double Curvature, double Change)[] rows, double total, double interceptSlope, double slope, double value)
    {
        var (scale, dense) = (_design.Scales[j], j < _design.Columns.Length);
        var (sum, squares) = (0.0, 0.0);
        if (dense)
        {
            var values = _design.Columns[j].Span;
            var mean = _design.Means[j];
            for (var row = 0; row < rows.Length; row++)
            {
                var x = (values[row] - mean) / scale;
                sum += rows[row].Curvature * x;
                squares += rows[row].Curvature * x * x;
            }
        }
        else
        {
            var place = j - _design.Columns.Length;
            var held = _design.Sparse!.Rows(place); // columns beyond those of numbers are sparse places
            var values = _design.Sparse.Values(place);
            for (var entry = 0; entry < held.Length; entry++)
            {
                var x = values[entry] / scale;
                sum += rows[held[entry]].Curvature * x;
                squares += rows[held[entry]].Curvature * x * x;
            }
        }

        // Columns of numbers have their means taken away; of places that is done here.
        var constant = (sum - (dense ? 0 : _design.Means[j] / scale * total)) / _design.TotalWeight;
        return new Column
        {
            Index = j,
            Sum = sum,
            Constant = constant,
            Curvature = Math.Max(0, squares - (_intercept ? sum * sum / total : 0)) / _design.TotalWeight,
            Slope = (_intercept ? constant * interceptSlope * _design.TotalWeight / total : 0) - slope,
            Value = value,
            L1 = _l1[j],
            L2 = _l2[j],
        };
    }

    /// <summary>Minimises along each of some columns once; returns the largest violation met.</summary>
    double Pass(int[] places, Column[] columns, (double Curvature, double Change)[] rows, double total, ref double shift)
    {
        var largest = 0.0;
        foreach (var i in places)
        {
            ref var column = ref columns[i];
            if (!(column.Curvature > 0))
            {
                continue;
            }

            var slope = column.Slope - ((Along(column.Index, rows) - (_intercept ? column.Sum * shift : 0)) / _design.TotalWeight);
            largest = Math.Max(largest, Violation(column.Value, column.L1, column.L2, slope));
            var aim = slope + (column.Curvature * column.Value);
            var value = Math.CopySign(Math.Max(0, Math.Abs(aim) - column.L1) / (column.Curvature + column.L2), aim);
            if (value != column.Value)
            {
                var change = value - column.Value;
                column.Value = value;
                shift += change * column.Sum / total;
                Move(column.Index, change, rows);
            }
        }

        return largest;
    }

    static double Violation(double value, double l1, double l2, double slope) => value == 0 ? Math.Max(0, Math.Abs(slope) - l1) : Math.Abs((l2 * value) + Math.CopySign(l1, value) - slope);

    /// <summary>Σ h x u of a column, in units of its scale.</summary>
    double Along(int j, (double Curvature, double Change)[] rows)
    {
        var sum = 0.0;
        if (j < _design.Columns.Length)
        {
            var values = _design.Columns[j].Span;
            var mean = _design.Means[j];
            for (var row = 0; row < rows.Length; row++)
            {
                sum += (values[row] - mean) * rows[row].Curvature * rows[row].Change;
            }

            return sum / _design.Scales[j];
        }

        var place = j - _design.Columns.Length;
        var held = _design.Sparse!.Rows(place); // see Measure
        var numbers = _design.Sparse.Values(place);
        for (var entry = 0; entry < held.Length; entry++)
        {
            ref var row = ref rows[held[entry]];
            sum += numbers[entry] * row.Curvature * row.Change;
        }

        return sum / _design.Scales[j];
    }

    /// <summary>Adds a multiple of a column to the changes of the rows.</summary>
    void Move(int j, double change, (double Curvature, double Change)[] rows)
    {
        var factor = change / _design.Scales[j];
        if (j < _design.Columns.Length)
        {
            var values = _design.Columns[j].Span;
            var mean = _design.Means[j];
            for (var row = 0; row < rows.Length; row++)
            {
                rows[row].Change += factor * (values[row] - mean);
            }

            return;
        }

        var place = j - _design.Columns.Length;
        var held = _design.Sparse!.Rows(place); // see Measure
        var numbers = _design.Sparse.Values(place);
        for (var entry = 0; entry < held.Length; entry++)
        {
            rows[held[entry]].Change += factor * numbers[entry];
        }
    }

    struct Column
    {
        internal int Index;
        internal double Sum; // Σ h x, in units of the scale
        internal double Constant; // what one unit of the coefficient adds to the intercept's slope
        internal double Curvature; // along the coefficient, the intercept following
        internal double Slope; // downhill at the point, the intercept at its best
        internal double Value;
        internal double L1;
        internal double L2;
    }
}

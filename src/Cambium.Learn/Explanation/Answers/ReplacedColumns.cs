using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// What a model answers to rows where some columns take the values of points: partial dependence is its mean over the rows. Steps of a pipeline are done once where they allow it, and trees
/// are walked with all points at once; any other model is asked about each pair of row and point.
/// </summary>
sealed class ReplacedColumns
{
    // Rows that a model is asked about in one call, so that small tables are not asked point by point.
    const int RowsTogether = 16_384;

    readonly ModelAnswer _answer;
    readonly Table _rows;
    readonly int _maxThreads;
    readonly CancellationToken _cancellationToken;
    readonly TransformModel[] _steps;
    readonly bool _rowByRow; // whether what the steps make of a row rests on that row alone
    readonly Dictionary<string, string[]> _sources = []; // of each feature the columns that it is made of, where there are steps
    readonly ReplacedColumns? _last;
    readonly AnswerTrees? _trees;
    readonly FeatureMatrix? _features;

    /// <summary>Does what need be done only once.</summary>
    /// <param name="answer">The number.</param>
    /// <param name="rows">At least one row, as <see cref="ModelAnswer.Read"/> gives it.</param>
    /// <param name="maxThreads">Most threads to use; 0 means one per processor.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    internal ReplacedColumns(ModelAnswer answer, Table rows, int maxThreads, CancellationToken cancellationToken)
    {
        (_answer, _rows, _maxThreads, _cancellationToken) = (answer, rows, maxThreads, cancellationToken);
        var (steps, last) = PipelineParts.Of(answer.Model);
        _steps = steps;
        _rowByRow = Array.TrueForAll(steps, PipelineParts.IsRowByRow);
        if (last is not null && _rowByRow)
        {
            _sources = answer.Model.Features.ToDictionary(feature => feature.Name, feature => feature.Sources.ToArray());
            _last = new ReplacedColumns(answer.For(last), PipelineSteps.Apply(steps, rows), maxThreads, cancellationToken);
        }

        _trees = AnswerTrees.Of(answer);
        _features = _trees is null ? null : FeatureMatrix.Build(rows, _trees.Features);
    }

    /// <summary>The mean answer at each point, an array for each set of points.</summary>
    /// <param name="sets">Tables of the columns to replace, a row a point; at least one row each.</param>
    /// <param name="done">Called after each set; several may be done at once.</param>
    internal double[][] Means(IReadOnlyList<Table> sets, Action<int> done)
    {
        var means = new double[sets.Count][];
        var together = new List<int>();
        for (var set = 0; set < means.Length; set++)
        {
            if (Values(sets[set]) is not null)
            {
                together.Add(set);
                continue;
            }

            means[set] = PassesOn(sets[set]) is { } passed ? _last!.Means([passed], _ => { })[0] : AskedMeans(sets[set]); // there is a last where points pass on
            done(1);
        }

        if (together.Count > 0)
        {
            var found = Walker().Means([.. together.Select(set => Values(sets[set])!)], [.. together.Select(set => sets[set].RowCount)]); // looked at above
            for (var i = 0; i < found.Length; i++)
            {
                means[together[i]] = found[i];
            }

            done(together.Count);
        }

        return means;
    }

    /// <summary>The answer to each row at each point, n × P, row-major.</summary>
    internal double[] Each(Table points)
    {
        if (Values(points) is { } values)
        {
            return Walker().Each(values, points.RowCount);
        }

        if (PassesOn(points) is { } passed)
        {
            return _last!.Each(passed); // there is a last where points pass on
        }

        var answers = new double[checked((long)_rows.RowCount * points.RowCount)];
        Ask(points, (row, point, answer) => answers[checked((row * points.RowCount) + point)] = answer);
        return answers;
    }

    TreePoints Walker() => new(_trees!, _features!, _maxThreads, _cancellationToken); // asked for only where there are trees

    /// <summary>The points as trees read them, or null where the model is none.</summary>
    double[]?[]? Values(Table points)
    {
        if (_trees is null)
        {
            return null;
        }

        var replaced = _trees.Features.Where(feature => points.Contains(feature.Name)).ToEquatableArray();
        var read = FeatureMatrix.Build(points, replaced);
        return [.. _trees.Features.Select(feature => replaced.IndexOf(feature) is var place and >= 0 ? read.Column(place).ToArray() : null)];
    }

    /// <summary>The points as the steps leave them, or null where a feature is made of columns that the points replace and others that they do not.</summary>
    Table? PassesOn(Table points)
    {
        if (_last is null)
        {
            return null;
        }

        var moved = _sources.Where(feature => Array.Exists(feature.Value, points.Contains)).ToArray();
        if (!Array.TrueForAll(moved, feature => Array.TrueForAll(feature.Value, points.Contains)))
        {
            return null;
        }

        // What the other columns hold does not matter to these features.
        var whole = points.Columns.Aggregate(_rows.Take(new int[points.RowCount]), (table, column) => table.With(column));
        return PipelineSteps.Apply(_steps, whole).Select([.. moved.Select(feature => feature.Key)]);
    }

    double[] AskedMeans(Table points)
    {
        var sums = new double[points.RowCount];
        Ask(points, (_, point, answer) => sums[point] += answer);
        return Array.ConvertAll(sums, sum => sum / _rows.RowCount);
    }

    /// <summary>Asks about all pairs; those of a point come in the order of the rows, on one thread.</summary>
    void Ask(Table points, Action<int, int, double> body)
    {
        var n = _rows.RowCount;
        ParallelBlocks.For(
            points.RowCount,
            _rowByRow ? Math.Max(1, RowsTogether / n) : 1,
            _maxThreads,
            (_, start, end) =>
            {
                var count = end - start;
                var pointOf = new int[checked(n * count)];
                var rowOf = new int[pointOf.Length];
                for (var i = 0; i < pointOf.Length; i++)
                {
                    (pointOf[i], rowOf[i]) = (start + (i / n), i % n);
                }

                // Columns that are replaced need not be copied.
                var kept = _rows.Columns.Where(column => !points.Contains(column.Name));
                var asked = Table.Create([.. kept.Select(column => count == 1 ? column : column.Take(rowOf)), .. points.Columns.Select(column => column.Take(pointOf))]);
                var answers = _answer.Of(asked);
                for (var i = 0; i < answers.Length; i++)
                {
                    body(rowOf[i], pointOf[i], answers[i]);
                }
            },
            _cancellationToken);
    }
}

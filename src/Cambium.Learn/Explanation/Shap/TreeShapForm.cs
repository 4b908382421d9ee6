using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>A model made of trees, as SHAP sees it.</summary>
sealed unsafe partial class TreeShapForm : ShapForm
{
    const int FewRows = 16;

    // What does not depend on rows is kept for trees up to here, so that a row by itself does not wait for it.
    const long MostKept = 8L << 20;

    readonly ShapTrees _trees;
    readonly Func<FeatureMatrix, double[]> _margins;
    readonly ShapPoints[] _points; // of each tree
    readonly int[] _columns; // of each feature asked for
    readonly Lazy<double[]> _expected;
    readonly Lazy<AlignedArray<double>[]?> _terms;

    /// <summary>Trees and what they add up to.</summary>
    /// <param name="margins">The margins of rows, n × k, row-major.</param>
    internal TreeShapForm(Model model, EquatableArray<Feature> features, ShapLink link, ShapTrees trees, Func<FeatureMatrix, double[]> margins)
        : base(model, features, link)
    {
        _trees = trees;
        _margins = margins;
        var starts = WideFeatures.Starts(features);
        _columns = Array.ConvertAll(trees.Asked, feature => WideFeatures.ColumnOf(starts, feature));
        var ofCounts = trees.Trees.Select(tree => Math.Max(1, (tree.MostDistinct + 1) / 2)).Distinct().ToDictionary(count => count, count => new ShapPoints(count));
        _points = Array.ConvertAll(trees.Trees, tree => ofCounts[Math.Max(1, (tree.MostDistinct + 1) / 2)]);
        _expected = new(Expected);
        _terms = new(KeptTerms);
    }

    int Outputs => _trees.Constants.Length;

    internal override bool NeedsNoBackground => _trees.HasCovers;

    // Nodes times the points of each tree's quadrature; what a row costs beside that is little.
    internal override double ValueWork => _trees.Trees.Select((tree, i) => (double)tree.Nodes.Length * _points[i].Count * tree.Width).Sum();

    // Leaves times the cube of the features on the way to them, over four.
    internal override double PairWork => _trees.Trees.Sum(tree => tree.Width * Enumerable.Range(0, tree.Nodes.Length).Where(place => tree.Nodes[place].IsLeaf).Sum(place => Math.Pow(tree.Distinct[place], 3) / 4));

    internal override ShapValues Values(Table rows, ShapOptions options)
    {
        if (IsByWord(options))
        {
            return WordValues(rows, options);
        }

        var features = FeatureMatrix.Build(rows, Features);
        var link = Explained(options);
        ShapRefusal.ThrowIfNotExplained(Model, Link, options);
        var margins = _margins(features);
        if (options.Background is null)
        {
            ShapRefusal.ThrowUnlessPathDependent(Model, link, _trees.HasCovers);
            return Made("path-dependent TreeSHAP", features, options, _expected.Value, PathValues(features, options), margins);
        }

        var background = FeatureMatrix.Build(options.Background, Features);
        var known = _margins(background);
        var values = BackgroundShap.Values(_trees, _columns, Columns.Count, link, (features, margins), (background, known), options);
        return Made("interventional TreeSHAP", features, options, Means(Answers(link, known, Outputs), Outputs), values, Answers(link, margins, Outputs));
    }

    ShapValues Made(string method, FeatureMatrix features, ShapOptions options, double[] baseValues, double[] values, double[] answers) => new()
    {
        Method = method,
        Scale = Scale(options),
        Outputs = Names(options),
        Columns = Columns,
        RowCount = features.RowCount,
        BaseValues = EquatableArray.Own(baseValues),
        Values = EquatableArray.Own(values),
        Answers = EquatableArray.Own(answers),
        Features = OwnFeatures,
        FeatureValues = EquatableArray.Own(values),
    };

    double[] Expected()
    {
        var expected = (double[])_trees.Constants.Clone();
        foreach (var tree in _trees.Trees)
        {
            var own = tree.Expected();
            for (var i = 0; i < own.Length; i++)
            {
                expected[tree.FirstOutput + i] += own[i];
            }
        }

        return expected;
    }

    double[] PathValues(FeatureMatrix features, ShapOptions options)
    {
        var values = new double[checked(features.RowCount * Outputs * Columns.Count)];
        var (done, gate) = (0, new Lock());
        var kept = _terms.Value;
        ParallelBlocks.For(
            features.RowCount,
            ShapRows.Most,
            options.MaxThreads,
            (_, start, end) =>
            {
                AddBlock(features, start, end, kept, values);
                lock (gate)
                {
                    // Within the lock, so that the counts arrive in order.
                    options.Progress?.Report(new FitProgress("rows", done += end - start, features.RowCount));
                }
            },
            options.CancellationToken);
        return values;
    }

    void AddBlock(FeatureMatrix features, int start, int end, AlignedArray<double>[]? kept, double[] values)
    {
        var width = Outputs * Columns.Count;
        using var rows = new ShapRows(_trees.Asked);
        using var sums = new NativeArray<double>((long)width * ShapRows.Most);
        using var work = new NativeArray<double>(Most(PathShap.WorkCount));
        using var terms = new NativeArray<double>(kept is null ? Most(PathShap.TermCount) : 0);
        rows.Read(features, start, end);
        sums.Span.Clear();
        for (var i = 0; i < _trees.Trees.Length; i++)
        {
            var (tree, points) = (_trees.Trees[i], _points[i]);
            if (kept is null)
            {
                PathShap.Prepare(tree, points, terms.Pointer);
            }

            for (var row = 0; row < end - start; row += FewRows)
            {
                PathShap.Add(tree, points.Count, kept is null ? terms.Pointer : kept[i].Pointer, rows.Pointer, row, _columns, Columns.Count, sums.Pointer, work.Pointer);
            }
        }

        GC.KeepAlive(kept);
        for (var row = start; row < end; row++)
        {
            for (var i = 0; i < width; i++)
            {
                values[((long)row * width) + i] = sums.Pointer[((long)i * ShapRows.Most) + row - start];
            }
        }
    }

    long Most(Func<ShapTree, int, long> count) => _trees.Trees.Select((tree, i) => count(tree, _points[i].Count)).DefaultIfEmpty().Max();

    AlignedArray<double>[]? KeptTerms()
    {
        if (_trees.Trees.Select((tree, i) => PathShap.TermCount(tree, _points[i].Count)).Sum() > MostKept)
        {
            return null;
        }

        return [.. _trees.Trees.Select((tree, i) =>
        {
            var terms = new AlignedArray<double>((int)PathShap.TermCount(tree, _points[i].Count));
            PathShap.Prepare(tree, _points[i], terms.Pointer);
            return terms;
        })];
    }
}

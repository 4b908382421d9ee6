using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

sealed unsafe partial class TreeShapForm
{
    internal override ShapInteractions Interactions(Table rows, ShapOptions options)
    {
        var features = FeatureMatrix.Build(rows, Features);
        ShapRefusal.ThrowIfBackground(options);
        ShapRefusal.ThrowUnlessPathDependent(Model, Explained(options), _trees.HasCovers);
        var length = (long)features.RowCount * Outputs * Columns.Count * Columns.Count;
        ShapRefusal.ThrowIfTooMany(length);
        var values = new double[length];
        var own = PathValues(features, options with { Progress = null });
        var (done, gate) = (0, new Lock());
        ParallelBlocks.For(
            features.RowCount,
            PathShapPairs.Most,
            options.MaxThreads,
            (_, start, end) =>
            {
                AddPairs(features, start, end, own, values);
                lock (gate)
                {
                    // Within the lock, so that the counts arrive in order.
                    options.Progress?.Report(new FitProgress("rows", done += end - start, features.RowCount));
                }
            },
            options.CancellationToken);
        return new ShapInteractions
        {
            Method = "path-dependent TreeSHAP",
            Scale = Scale(options),
            Outputs = Names(options),
            Columns = Columns,
            RowCount = features.RowCount,
            BaseValues = EquatableArray.Own(_expected.Value),
            Values = EquatableArray.Own(values),
            Answers = EquatableArray.Own(_margins(features)),
        };
    }

    void AddPairs(FeatureMatrix features, int start, int end, double[] own, double[] values)
    {
        const int Lanes = 8;
        var p = Columns.Count;
        using var rows = new ShapRows(_trees.Asked);
        using var sums = new NativeArray<double>((long)Outputs * p * p * PathShapPairs.Most);
        using var work = new NativeArray<double>(Most(PathShapPairs.WorkCount));
        rows.Read(features, start, end);
        sums.Span.Clear();
        for (var i = 0; i < _trees.Trees.Length; i++)
        {
            var tree = _trees.Trees[i];
            var paths = PathShapPairs.Paths(tree);
            for (var row = 0; row < end - start; row += Lanes)
            {
                PathShapPairs.Add(tree, _points[i], paths, rows.Pointer, row, _columns, p, sums.Pointer, work.Pointer);
            }
        }

        for (var row = start; row < end; row++)
        {
            for (var output = 0; output < Outputs; output++)
            {
                var place = ((long)row * Outputs) + output;
                var ofRow = values.AsSpan((int)(place * p * p), p * p);
                var ofPairs = sums.Pointer + ((long)output * p * p * PathShapPairs.Most) + row - start;
                for (var a = 0; a < p; a++)
                {
                    ofRow[(a * p) + a] += own[(place * p) + a];
                    for (var b = a + 1; b < p; b++)
                    {
                        var pair = ofPairs[((long)(a * p) + b) * PathShapPairs.Most];
                        (ofRow[(a * p) + b], ofRow[(b * p) + a]) = (pair, pair);

                        // What a column does not share with others is its own.
                        ofRow[(a * p) + a] -= pair;
                        ofRow[(b * p) + b] -= pair;
                    }
                }
            }
        }
    }
}

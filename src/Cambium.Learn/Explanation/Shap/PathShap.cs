using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cambium.Learn;

/// <summary>
/// Path-dependent TreeSHAP: what a coalition leaves out follows the training rows down both branches. Sixteen rows at a time go through a tree once: on the way down the product, at each point t, of
/// (share of training rows)·(1 − t) + (1 or 0, whether the row goes there)·t over the features asked for; on the way up the leaves' values times that product are added up, and each way's feature
/// takes its part of what lies below. Time: rows × nodes × half the features on a path.
/// </summary>
/// <remarks>
/// Source: S. M. Lundberg et al., "From Local Explanations to Global Understanding with Explainable AI for Trees", 2020 (the values); P. Yu et al., "Linear TreeShap", 2022 (once down and up).
/// </remarks>
static unsafe class PathShap
{
    const int Lanes = 8;
    const int Rows = 2 * Lanes;

    // Of a node and a point: the factor of the product, what it gains by the feature's being known above, what by its being known here, and what the feature gains by it.
    const int Terms = 4;

    /// <summary>The doubles that <see cref="Prepare"/> writes.</summary>
    internal static long TermCount(ShapTree tree, int points) => (long)tree.Nodes.Length * points * Terms;

    /// <summary>The doubles that <see cref="Add"/> works in.</summary>
    internal static long WorkCount(ShapTree tree, int points) => (tree.Depth + 1L) * Stride(tree, points);

    /// <summary>Works out what does not depend on the rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Prepare(ShapTree tree, ShapPoints points, double* terms)
    {
        for (var place = 0; place < tree.Nodes.Length; place++)
        {
            var before = tree.Before[place];
            var (share, above) = (tree.Shares[place], tree.Shares[before]);
            var passing = above > 0 ? share / above : 0;
            for (var q = 0; q < points.Count; q++, terms += Terms)
            {
                var (t, u) = (points.Known[q], points.Unknown[q]);
                var known = (share * u) + t;
                terms[3] = points.Weights[q] / (u * known);
                if (before == 0)
                {
                    (terms[0], terms[1], terms[2]) = (share * u, 0, t);
                    continue;
                }

                var knownAbove = (above * u) + t;
                (terms[0], terms[1], terms[2]) = (passing, (share * u / knownAbove) - passing, t / knownAbove);
            }
        }
    }

    /// <summary>Adds a tree's values for the sixteen rows from <paramref name="row"/> on.</summary>
    /// <param name="terms">What <see cref="Prepare"/> wrote.</param>
    /// <param name="values">What the rows are, asked × <see cref="ShapRows.Most"/>.</param>
    /// <param name="columns">The column of each feature that is asked for.</param>
    /// <param name="sums">Outputs × columns × <see cref="ShapRows.Most"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Add(ShapTree tree, int points, double* terms, double* values, int row, int[] columns, int columnCount, double* sums, double* work)
    {
        var stride = Stride(tree, points);
        var (width, nodes) = (tree.Width, tree.Nodes);
        values += row;
        sums += row + ((long)tree.FirstOutput * columnCount * ShapRows.Most);
        Begin(work, points);
        if (nodes[0].IsLeaf)
        {
            return;
        }

        Ask(tree, 0, values, work);
        for (var place = 1; place < nodes.Length; place++)
        {
            ref readonly var node = ref nodes[place];
            var parent = tree.Parents[place];
            var here = work + ((long)tree.Depths[place] * stride);
            var above = work + ((long)tree.Depths[parent] * stride);
            var before = work + ((long)tree.Depths[tree.Before[place]] * stride);
            var left = tree.IsLeft(place);
            var (way0, way1) = (Vector512.Load(above + Rows), Vector512.Load(above + Rows + Lanes));
            var (known0, known1) = (Vector512.Load(before), Vector512.Load(before + Lanes));
            var (is0, is1) = left ? (way0 * known0, way1 * known1) : (known0 - (way0 * known0), known1 - (way1 * known1));
            is0.Store(here);
            is1.Store(here + Lanes);
            Descend(terms + ((long)place * points * Terms), points, above + (2 * Rows), here + (2 * Rows), (known0, known1), (is0, is1));
            if (!node.IsLeaf)
            {
                Ask(tree, place, values, here);
                continue;
            }

            Answer(tree.Values, node.Answer * width, width, points, here + (2 * Rows));

            // All those whose last leaf this is go up in turn.
            var ended = place;
            do
            {
                var at = work + ((long)tree.Depths[ended] * stride);
                Ascend(tree, ended, points, terms, at, work, stride, sums + ((long)columns[nodes[tree.Parents[ended]].Feature] * ShapRows.Most), columnCount);
                ended = tree.Parents[ended];
            }
            while (ended != 0 && tree.Ends[ended] == place + 1);
        }
    }

    // A depth's work: whether the rows are here, whether they go left, the products, and the sums of each output.
    static int Stride(ShapTree tree, int points) => Rows * (2 + ((1 + tree.Width) * points));

    static void Begin(double* work, int points)
    {
        for (var i = 0; i < Rows; i++)
        {
            work[i] = 1;
        }

        for (var i = 0; i < points * Rows; i++)
        {
            work[(2 * Rows) + i] = 1;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Ask(ShapTree tree, int place, double* values, double* work)
    {
        ref readonly var node = ref tree.Nodes[place];
        var asked = values + ((long)node.Feature * ShapRows.Most);
        if (node.Levels >= 0)
        {
            AskLevels(tree, node, asked, work + Rows);
            return;
        }

        var threshold = Vector512.Create(node.Threshold);
        GoesLeft(Vector512.Load(asked), threshold, node.MissingLeft).Store(work + Rows);
        GoesLeft(Vector512.Load(asked + Lanes), threshold, node.MissingLeft).Store(work + Rows + Lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<double> GoesLeft(Vector512<double> values, Vector512<double> threshold, bool missingLeft)
    {
        // Comparisons with NaN, the missing value, are false.
        var one = Vector512<double>.One;
        return missingLeft
            ? Vector512.ConditionalSelect(Vector512.GreaterThan(values, threshold), Vector512<double>.Zero, one)
            : Vector512.ConditionalSelect(Vector512.LessThanOrEqual(values, threshold), one, Vector512<double>.Zero);
    }

    static void AskLevels(ShapTree tree, in ShapNode node, double* asked, double* goesLeft)
    {
        for (var i = 0; i < Rows; i++)
        {
            goesLeft[i] = tree.GoesLeft(node, asked[i]) ? 1 : 0;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Descend(
        double* terms,
        int points,
        double* above,
        double* here,
        (Vector512<double> First, Vector512<double> Second) known,
        (Vector512<double> First, Vector512<double> Second) isHere)
    {
        for (var q = 0; q < points; q++, terms += Terms, above += Rows, here += Rows)
        {
            var (none, ofKnown, ofHere) = (Vector512.Create(terms[0]), Vector512.Create(terms[1]), Vector512.Create(terms[2]));
            var first = Vector512.FusedMultiplyAdd(ofHere, isHere.First, Vector512.FusedMultiplyAdd(ofKnown, known.First, none));
            var second = Vector512.FusedMultiplyAdd(ofHere, isHere.Second, Vector512.FusedMultiplyAdd(ofKnown, known.Second, none));
            (first * Vector512.Load(above)).Store(here);
            (second * Vector512.Load(above + Lanes)).Store(here + Lanes);
        }
    }

    /// <summary>The sums of a leaf: its values times the products.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Answer(double[] values, int first, int width, int points, double* products)
    {
        var sums = products + (points * Rows);
        for (var output = 0; output < width; output++)
        {
            var value = Vector512.Create(values[first + output]);
            for (var i = 0; i < points * Rows; i += Lanes, sums += Lanes)
            {
                (value * Vector512.Load(products + i)).Store(sums);
            }
        }
    }

    /// <summary>Gives a way's feature its part, and the sums below it to its parent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Ascend(ShapTree tree, int place, int points, double* terms, double* here, double* work, int stride, double* column, int columnCount)
    {
        var before = tree.Before[place];
        var known = work + ((long)tree.Depths[before] * stride);
        var (known0, known1) = (Vector512.Load(known), Vector512.Load(known + Lanes));
        var (is0, is1) = (Vector512.Load(here), Vector512.Load(here + Lanes));
        var ofHere = terms + ((long)place * points * Terms) + 3;
        var ofKnown = terms + ((long)before * points * Terms) + 3;
        var sums = here + (2 * Rows) + (points * Rows);
        var above = sums - stride;
        var isLeft = tree.IsLeft(place);
        for (var output = 0; output < tree.Width; output++, column += (long)columnCount * ShapRows.Most)
        {
            var (gain0, gain1) = (Vector512.Load(column), Vector512.Load(column + Lanes));
            for (var q = 0; q < points; q++, sums += Rows, above += Rows)
            {
                var (gHere, gKnown) = (Vector512.Create(ofHere[q * Terms]), Vector512.Create(ofKnown[q * Terms]));
                var (sum0, sum1) = (Vector512.Load(sums), Vector512.Load(sums + Lanes));
                gain0 = Vector512.FusedMultiplyAdd(sum0, (gHere * is0) - (gKnown * known0), gain0);
                gain1 = Vector512.FusedMultiplyAdd(sum1, (gHere * is1) - (gKnown * known1), gain1);

                // The left way is the first to end.
                (isLeft ? sum0 : sum0 + Vector512.Load(above)).Store(above);
                (isLeft ? sum1 : sum1 + Vector512.Load(above + Lanes)).Store(above + Lanes);
            }

            gain0.Store(column);
            gain1.Store(column + Lanes);
        }
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cambium.Learn;

/// <summary>
/// Path-dependent interaction values: half of what a leaf's value, taken apart by inclusion and exclusion of a pair of features, is on average over the coalitions of the others on its path. Eight
/// rows at a time, leaf by leaf. Time: rows × leaves × the cube of the features on a path, over four.
/// </summary>
/// <remarks>Source: K. Fujimoto, I. Kojadinovic, J.-L. Marichal, "Axiomatic Characterizations of Probabilistic and Cardinal-Probabilistic Interaction Indices", 2006; S. M. Lundberg et al., 2020.</remarks>
static unsafe class PathShapPairs
{
    /// <summary>Rows at a time: the sums of all pairs of columns for them stay in the second cache.</summary>
    internal const int Most = 64;

    const int Lanes = 8;

    /// <summary>The doubles that <see cref="Add"/> works in.</summary>
    internal static long WorkCount(ShapTree tree, int points) => Lanes * (tree.Nodes.Length + (((2L * tree.MostDistinct) + 1) * points));

    /// <summary>The ways to all leaves, one after the other: the leaf, how many features there are, the nodes that stand for them.</summary>
    internal static int[] Paths(ShapTree tree)
    {
        var paths = new List<int>();
        var path = new int[tree.MostDistinct];
        for (var place = 0; place < tree.Nodes.Length; place++)
        {
            // A single feature has nobody to interact with.
            if (tree.Nodes[place].IsLeaf && tree.Distinct[place] > 1)
            {
                var count = tree.PathTo(place, path);
                paths.Add(place);
                paths.Add(count);
                paths.AddRange(path.AsSpan(0, count));
            }
        }

        return [.. paths];
    }

    /// <summary>Adds a tree's interactions for the eight rows from <paramref name="row"/> on.</summary>
    /// <param name="paths">What <see cref="Paths"/> gave.</param>
    /// <param name="values">What the rows are, asked × <see cref="ShapRows.Most"/>.</param>
    /// <param name="columns">The column of each feature that is asked for.</param>
    /// <param name="sums">Outputs × columns × columns × <see cref="Most"/>; of each pair of columns the one of the lesser number first is added to.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Add(ShapTree tree, ShapPoints points, int[] paths, double* values, int row, int[] columns, int columnCount, double* sums, double* work)
    {
        var m = points.Count;
        var here = work;
        var gains = here + ((long)tree.Nodes.Length * Lanes);
        var scaled = gains + ((long)tree.MostDistinct * m * Lanes);
        var products = scaled + ((long)tree.MostDistinct * m * Lanes);
        FindWays(tree, values + row, here);
        sums += row + ((long)tree.FirstOutput * columnCount * columnCount * Most);
        for (var i = 0; i < paths.Length; i += 2 + paths[i + 1])
        {
            var path = paths.AsSpan(i + 2, paths[i + 1]);
            Prepare(tree, points, path, here, gains, scaled, products);
            for (var a = 1; a < path.Length; a++)
            {
                var column = columns[tree.Nodes[tree.Parents[path[a]]].Feature];
                for (var b = 0; b < a; b++)
                {
                    var other = columns[tree.Nodes[tree.Parents[path[b]]].Feature];
                    if (column != other)
                    {
                        var sum = Sum(scaled + ((long)a * m * Lanes), gains + ((long)b * m * Lanes), m);
                        AddTo(tree, paths[i], sum, sums + (((long)Math.Min(column, other) * columnCount) + Math.Max(column, other)) * Most, (long)columnCount * columnCount * Most);
                    }
                }
            }
        }
    }

    /// <summary>Whether each row goes each node's way, 1 or 0.</summary>
    static void FindWays(ShapTree tree, double* values, double* here)
    {
        Vector512<double>.One.Store(here);
        for (var place = 1; place < tree.Nodes.Length; place++)
        {
            ref readonly var question = ref tree.Nodes[tree.Parents[place]];
            var asked = values + ((long)question.Feature * ShapRows.Most);
            var known = here + ((long)tree.Before[place] * Lanes);
            var isLeft = tree.IsLeft(place);
            for (var i = 0; i < Lanes; i++)
            {
                here[((long)place * Lanes) + i] = tree.GoesLeft(question, asked[i]) == isLeft ? known[i] : 0;
            }
        }
    }

    /// <summary>For a leaf, feature and point, what the feature gains by being known; and that once more, times the product over the path.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Prepare(ShapTree tree, ShapPoints points, Span<int> path, double* here, double* gains, double* scaled, double* products)
    {
        var m = points.Count;
        for (var q = 0; q < m; q++)
        {
            Vector512.Create(points.Weights[q] / 2).Store(products + (q * Lanes));
        }

        for (var i = 0; i < path.Length; i++)
        {
            var way = Vector512.Load(here + ((long)path[i] * Lanes));
            var share = tree.Shares[path[i]];
            for (var q = 0; q < m; q++)
            {
                var (t, u) = (points.Known[q], points.Unknown[q]);
                var product = products + (q * Lanes);
                (Vector512.Load(product) * Vector512.FusedMultiplyAdd(way, Vector512.Create(t), Vector512.Create(share * u))).Store(product);
                (Vector512.FusedMultiplyAdd(way, Vector512.Create(1 / (u * ((share * u) + t))), Vector512.Create(-1 / u))).Store(gains + ((((long)i * m) + q) * Lanes));
            }
        }

        for (var i = 0; i < path.Length * m; i++)
        {
            (Vector512.Load(gains + ((long)i * Lanes)) * Vector512.Load(products + ((long)(i % m) * Lanes))).Store(scaled + ((long)i * Lanes));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<double> Sum(double* scaled, double* gains, int points)
    {
        var sum = Vector512<double>.Zero;
        for (var q = 0; q < points; q++)
        {
            sum = Vector512.FusedMultiplyAdd(Vector512.Load(scaled + (q * Lanes)), Vector512.Load(gains + (q * Lanes)), sum);
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void AddTo(ShapTree tree, int leaf, Vector512<double> sum, double* pair, long step)
    {
        for (var output = 0; output < tree.Width; output++, pair += step)
        {
            var value = Vector512.Create(tree.Values[(tree.Nodes[leaf].Answer * tree.Width) + output]);
            Vector512.FusedMultiplyAdd(value, sum, Vector512.Load(pair)).Store(pair);
        }
    }
}

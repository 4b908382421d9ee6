namespace Cambium.Learn;

/// <summary>Puts links in the order of their height and numbers the clusters that they make.</summary>
static class MergeOrder
{
    /// <summary>The merges of n − 1 links; of equal heights the link found first.</summary>
    /// <param name="n">Rows.</param>
    /// <param name="links">Links that join all rows.</param>
    /// <param name="scale">What distances are divided by.</param>
    internal static Merge[] Sorted(int n, List<Link> links, double scale)
    {
        var merges = new Merge[links.Count];
        var parents = new int[(2 * n) - 1];
        var sizes = new int[(2 * n) - 1];
        for (var i = 0; i < parents.Length; i++)
        {
            (parents[i], sizes[i]) = (i, i < n ? 1 : 0);
        }

        var t = 0;
        foreach (var link in links.OrderBy(link => link.Distance))
        {
            var (a, b) = (Root(parents, link.First), Root(parents, link.Second));
            sizes[n + t] = sizes[a] + sizes[b];
            (parents[a], parents[b]) = (n + t, n + t);
            merges[t] = new Merge(Math.Min(a, b), Math.Max(a, b), link.Distance / scale, sizes[n + t]);
            t++;
        }

        return merges;
    }

    static int Root(int[] parents, int node)
    {
        var root = node;
        while (parents[root] != root)
        {
            root = parents[root];
        }

        while (parents[node] != root && node != root)
        {
            var next = parents[node];
            parents[node] = root;
            node = next;
        }

        return root;
    }
}

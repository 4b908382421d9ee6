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
        var sets = new DisjointSets(n);
        var clusters = Enumerable.Range(0, n).ToArray(); // of the row that stands for a set
        var t = 0;
        foreach (var link in links.OrderBy(link => link.Distance))
        {
            var (a, b) = (clusters[sets.Find(link.First)], clusters[sets.Find(link.Second)]);
            sets.Join(link.First, link.Second);
            clusters[sets.Find(link.First)] = n + t;
            merges[t] = new Merge(Math.Min(a, b), Math.Max(a, b), link.Distance / scale, Size(a) + Size(b));
            t++;
        }

        return merges;

        int Size(int cluster) => cluster < n ? 1 : merges[cluster - n].Size;
    }
}

using System.Globalization;
using System.Text;
using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>The tree of merges of hierarchical clustering, from every row alone to all in one. Immutable.</summary>
public sealed partial class Dendrogram
{
    const int PrintedClusters = 12;

    internal Dendrogram(int rowCount, Merge[] merges)
    {
        RowCount = rowCount;
        Merges = merges.ToEquatableArray();
    }

    /// <summary>n, the number of rows in the tree.</summary>
    public int RowCount { get; }

    /// <summary>The n − 1 merges, by rising height; only rounding makes one lower than the one before.</summary>
    public EquatableArray<Merge> Merges { get; }

    /// <summary>The cluster of each row where so many clusters are left, numbered from 0 in the order of their first rows.</summary>
    /// <param name="clusters">From 1 to n.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="clusters"/> is not from 1 to n.</exception>
    public int[] Cut(int clusters)
    {
        Check.InRange(clusters, 1, RowCount, nameof(clusters));
        return LabelsAfter(RowCount - clusters);
    }

    /// <summary>The cluster of each row where only merges below a height are made, numbered from 0 in the order of their first rows.</summary>
    /// <param name="height">At least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="height"/> is below 0 or not finite.</exception>
    public int[] CutBelow(double height)
    {
        Check.AtLeast(height, 0.0, nameof(height));
        return LabelsAfter(CountBelow(height));
    }

    /// <summary>The last merges as an indented tree; the clusters before them are told by their size, or by the row, counted from 1, where they are only one.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        var pending = new Stack<(int Node, int Depth)>([(Root, 0)]);
        while (pending.TryPop(out var at))
        {
            text.Append(' ', 2 * at.Depth);
            if (at.Node < FirstShown(PrintedClusters))
            {
                text.Append(Name(at.Node)).Append('\n');
                continue;
            }

            var merge = Merges[at.Node - RowCount];
            text.Append(CultureInfo.InvariantCulture, $"height {merge.Height:G6}: {Name(at.Node)}\n");
            pending.Push((merge.Second, at.Depth + 1));
            pending.Push((merge.First, at.Depth + 1));
        }

        return text.ToString().TrimEnd('\n');
    }

    /// <summary>The merges below a height.</summary>
    internal int CountBelow(double height)
    {
        var count = 0;
        while (count < Merges.Count && Merges[count].Height < height)
        {
            count++;
        }

        return count;
    }

    int Root => (2 * RowCount) - 2;

    // Nodes from this number on are merges that a picture of so many clusters shows.
    int FirstShown(int clusters) => Math.Max(RowCount, (2 * RowCount) - clusters);

    string Name(int node) => node < RowCount ? $"row {node + 1}" : $"{Merges[node - RowCount].Size} rows";

    int[] LabelsAfter(int merges)
    {
        // From the last merge made down to the rows, each node knows the highest one that it is part of.
        var tops = new int[RowCount + merges];
        Array.Fill(tops, -1);
        for (var node = tops.Length - 1; node >= RowCount; node--)
        {
            var top = tops[node] < 0 ? node : tops[node];
            tops[Merges[node - RowCount].First] = top;
            tops[Merges[node - RowCount].Second] = top;
        }

        var numbers = new Dictionary<int, int>();
        var labels = new int[RowCount];
        for (var row = 0; row < labels.Length; row++)
        {
            var top = tops[row] < 0 ? row : tops[row];
            numbers.TryAdd(top, numbers.Count);
            labels[row] = numbers[top];
        }

        return labels;
    }
}

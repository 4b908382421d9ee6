namespace Cambium.Learn;

/// <summary>The parts of a graph that hang together.</summary>
/// <param name="Rows">The rows of each part, rising; the part of the first row first.</param>
sealed record GraphParts(int[][] Rows)
{
    internal static GraphParts Of(NeighbourGraph graph)
    {
        var part = new int[graph.RowCount];
        Array.Fill(part, -1);
        var parts = new List<int[]>();
        var found = new List<int>();
        for (var first = 0; first < graph.RowCount; first++)
        {
            if (part[first] >= 0)
            {
                continue;
            }

            found.Clear();
            found.Add(first);
            part[first] = parts.Count;
            for (var next = 0; next < found.Count; next++)
            {
                foreach (var other in graph.Neighbours.AsSpan(graph.Starts[found[next]]..graph.Starts[found[next] + 1]))
                {
                    if (part[other] < 0)
                    {
                        part[other] = parts.Count;
                        found.Add(other);
                    }
                }
            }

            found.Sort();
            parts.Add([.. found]);
        }

        return new GraphParts([.. parts]);
    }

    /// <summary>A part as a graph of its own, its rows numbered anew in their order.</summary>
    internal static NeighbourGraph Alone(NeighbourGraph graph, int[] rows)
    {
        if (rows.Length == graph.RowCount)
        {
            return graph;
        }

        var numbers = new Dictionary<int, int>(rows.Length);
        for (var i = 0; i < rows.Length; i++)
        {
            numbers.Add(rows[i], i);
        }

        var starts = new int[rows.Length + 1];
        var (neighbours, weights) = (new List<int>(), new List<double>());
        for (var i = 0; i < rows.Length; i++)
        {
            for (var edge = graph.Starts[rows[i]]; edge < graph.Starts[rows[i] + 1]; edge++)
            {
                neighbours.Add(numbers[graph.Neighbours[edge]]);
                weights.Add(graph.Weights[edge]);
            }

            starts[i + 1] = neighbours.Count;
        }

        return new NeighbourGraph(starts, [.. neighbours], [.. weights]);
    }
}

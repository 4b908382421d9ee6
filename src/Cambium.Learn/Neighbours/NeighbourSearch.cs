namespace Cambium.Learn;

/// <summary>How neighbours are found. Every way finds the same ones; they differ in time and memory.</summary>
public enum NeighbourSearch
{
    /// <summary>Chosen by the shape of the rows and the metric.</summary>
    Auto,

    /// <summary>Every row is looked at: O(n p) a query. The quickest for many features, and for few rows.</summary>
    Brute,

    /// <summary>A tree of boxes halved along their widest side: about O(p log n) a query with few features.</summary>
    KdTree,

    /// <summary>A tree of balls halved along their widest side. May win over boxes where many features hang together.</summary>
    BallTree,
}

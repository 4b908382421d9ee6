using Cambium.Data;

namespace Cambium.Learn;

/// <summary>The training rows that a model of k nearest keeps and searches, whatever they are kept as.</summary>
interface IKeptRows
{
    /// <summary>The number of rows that are kept.</summary>
    int Count { get; }

    /// <summary>What makes them near.</summary>
    NeighbourSpace Space { get; }

    /// <summary>How they are found; never <see cref="NeighbourSearch.Auto"/>.</summary>
    NeighbourSearch Search { get; }

    /// <summary>The number that a kept row has in the training table, from 0.</summary>
    int NumberOf(int row);

    /// <summary>Items of the rows that are kept.</summary>
    /// <param name="all">An item for each training row, or nothing.</param>
    T[] Kept<T>(T[] all);

    /// <summary>Finds the k nearest kept rows of each row of a table.</summary>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="TableException">The rows do not fit; the message lists every problem.</exception>
    void Nearest(Table rows, int k, NeighbourIndex.Take take);

    /// <summary>Finds the kept rows within a reduced distance of each row of a table, the nearest first.</summary>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="TableException">The rows do not fit; the message lists every problem.</exception>
    (double Reduced, int Row)[][] Within(Table rows, double most);

    void Write(ModelWriter writer);
}

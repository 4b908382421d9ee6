using System.Runtime.Intrinsics;

namespace Cambium.Learn;

/// <summary>
/// Where each feature's sums stand in a histogram: for every bin the sum of gradients, then for every bin the sum of hessians, then the
/// number of rows, each run padded to whole vectors; the bin of missing values is the one after the last value's.
/// </summary>
/// <remarks>Sums are whole numbers in <see cref="double"/>, exact up to 2⁵³: 2³¹ rows of 13 bits fit.</remarks>
sealed class HistogramLayout
{
    const int Fields = 3;

    readonly int[] _starts;

    internal HistogramLayout(BinnedMatrix matrix)
    {
        var bins = matrix.Bins;
        CellCount = matrix.Sparse?.CellCount ?? 0;
        _starts = new int[bins.Length + 1];
        for (var feature = 0; feature < bins.Length; feature++)
        {
            _starts[feature + 1] = _starts[feature] + (Fields * Padded(bins[feature].Count + 1));
        }
    }

    /// <summary>The number of sums of all features that are one number a row.</summary>
    internal int DenseLength => _starts[^1];

    /// <summary>The number of packed cells of places of sparse columns, which stand behind those sums, one in the room of a sum.</summary>
    internal int CellCount { get; }

    /// <summary>The length of a histogram.</summary>
    internal long Length => (long)DenseLength + CellCount + Vector512<long>.Count; // a vector may reach beyond the last cell

    /// <summary>The packed cells of a histogram.</summary>
    internal unsafe long* Cells(double* sums) => (long*)(sums + DenseLength);

    /// <summary>The first sum of a feature.</summary>
    internal int Start(int feature) => _starts[feature];

    /// <summary>The length of each of a feature's three runs: its bins, padded.</summary>
    internal int Run(int feature) => (_starts[feature + 1] - _starts[feature]) / Fields;

    static int Padded(int bins) => (bins + Vector512<double>.Count - 1) / Vector512<double>.Count * Vector512<double>.Count;
}

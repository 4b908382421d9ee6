namespace Cambium.Learn;

/// <summary>Rows that a method visits one at a time, dense or sparse. Implementations are structs, so that the loops over them are compiled for each.</summary>
interface IMarginRows
{
    /// <summary>n, the number of rows.</summary>
    int Count { get; }

    /// <summary>p, the number of features.</summary>
    int FeatureCount { get; }

    /// <summary>Whether rows hold all features.</summary>
    bool IsDense { get; }

    /// <summary>The features that a sparse row holds; nothing where rows are dense.</summary>
    ReadOnlySpan<int> Features(int row);

    /// <summary>xᵢ·w.</summary>
    double Dot(int row, ReadOnlySpan<double> w);

    /// <summary>‖xᵢ‖².</summary>
    double SquaredLength(int row);

    /// <summary>Asks for a row's memory ahead of its use.</summary>
    void Prefetch(int row);

    /// <summary>w += a xᵢ.</summary>
    void AddTo(Span<double> w, int row, double a);
}
